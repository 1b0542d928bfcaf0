import { api, data } from "@/api/client";
import { SearchSelect } from "./SearchSelect";

interface Props {
  readonly id?: string;
  readonly template: string;
  readonly value: string | null;
  readonly onChange: (record: string | null) => void;
  readonly label: string;
  readonly placeholder?: string;
}

/** One record of a template, found by typing a part of its title. */
export function RecordSelect({ template, label, ...field }: Props) {
  return <SearchSelect {...field} aria-label={label} queryKey={() => ["records", template]} find={(q) => findRecords(template, q)} />;
}

/** The first records of a template whose searched texts contain this. */
export async function findRecords(template: string, q: string) {
  const { items, next } = await data(api.GET("/api/v1/templates/{template}/records", { params: { path: { template }, query: { q, limit: 50 } } }));
  const found = items.map(({ id, title }) => ({ value: id, label: title || id, detail: title && title !== id ? id : "" }));
  return { items: found, more: next !== null };
}
