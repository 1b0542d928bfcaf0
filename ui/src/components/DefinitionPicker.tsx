import { useQuery } from "@tanstack/react-query";
import { definitionQuery, definitionsQuery, type Definition, type Folder, type Narrowed } from "@/api/definitions";
import { queryClient } from "@/api/queryClient";
import { shownName } from "@/api/named";
import { SearchSelect, type Found, type SearchSelectProps } from "./SearchSelect";

interface Props extends Omit<SearchSelectProps<string>, "queryKey" | "find" | "nameOf" | "multiple"> {
  readonly folder: Folder;
  /** Which of them are offered. */
  readonly narrowed?: Narrowed;
  /** What stands beside a name in the list. */
  readonly detailOf?: (one: Definition) => string;
  readonly except?: readonly string[];
}

/** One definition of a kind, by its title and its system name. */
export function DefinitionPicker({ folder, narrowed = {}, detailOf, except = [], ...field }: Props) {
  const { value } = field;
  const { data: chosen } = useQuery({ ...definitionQuery(folder, value ?? ""), enabled: Boolean(value) });
  const asFound = (one: Definition): Found => ({ value: one.name, label: shownName(one, one.name), detail: detailOf?.(one) });
  return (
    <SearchSelect<string>
      {...field}
      queryKey={() => [folder, "list", narrowed]}
      find={async (q) => {
        const { items, next } = await queryClient.fetchQuery(definitionsQuery(folder, { q, limit: 50, ...narrowed }));
        return { items: items.filter((one) => !except.includes(one.name)).map(asFound), more: next !== null };
      }}
      nameOf={(name) => (chosen?.name === name ? shownName(chosen, name) : undefined)}
    />
  );
}
