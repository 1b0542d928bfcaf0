import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import type { Definition, Folder } from "@/api/definitions";
import { namedQuery, shownName } from "@/api/named";
import type { WidgetProps } from "./widget";

interface Props extends WidgetProps<string> {
  readonly folder: Folder;
  readonly filter?: (one: Definition) => boolean;
}

/** One definition of a kind, by its title and its system name. */
export function DefinitionSelect({ folder, filter, nullable, value, onChange, schema: _s, path: _p, root: _r, stored: _st, ...field }: Props) {
  const { data, isPending } = useQuery(namedQuery(folder));
  const options = [...(data?.values() ?? [])]
    .filter(filter ?? (() => true))
    .map((one) => ({ value: one.name, label: shownName(one, one.name) }));
  return (
    <Select
      {...field}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={options}
      loading={isPending}
      allowClear={nullable}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
