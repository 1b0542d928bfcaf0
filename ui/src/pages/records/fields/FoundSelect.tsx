import { SearchSelect, type FoundPage } from "@/components/SearchSelect";
import type { FieldProps } from "./field";

interface Props extends FieldProps<string | readonly string[]> {
  readonly queryKey: () => readonly unknown[];
  readonly find: (q: string) => Promise<FoundPage>;
}

/** What an attribute refers to, one thing or several. */
export function FoundSelect({ attribute, references, ...field }: Props) {
  return <SearchSelect {...field} multiple={attribute.multiple} nameOf={(one) => references[one]?.title} />;
}
