import { api, data } from "@/api/client";
import type { FieldProps } from "./field";
import { FoundSelect } from "./FoundSelect";

/** A record of the linked template or several, found by title. */
export default function RecordField(props: FieldProps<string | readonly string[]>) {
  const template = props.attribute.template ?? "";
  const find = async (q: string) => {
    const page = await data(api.GET("/api/v1/templates/{template}/records", { params: { path: { template }, query: { q, limit: 50 } } }));
    return page.items.map((one) => ({ value: one.id, label: one.title }));
  };
  return <FoundSelect {...props} queryKey={["records", template]} find={find} />;
}
