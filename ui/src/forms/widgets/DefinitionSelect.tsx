import type { Definition, Folder, Narrowed } from "@/api/definitions";
import { DefinitionPicker } from "@/components/DefinitionPicker";
import type { WidgetProps } from "./widget";

interface Props extends WidgetProps<string> {
  readonly folder: Folder;
  readonly narrowed?: Narrowed;
  readonly detailOf?: (one: Definition) => string;
  readonly placeholder?: string;
  readonly nothingFound?: string;
}

/** The field of a definition's name. */
export function DefinitionSelect({ nullable, onChange, schema: _s, path: _p, root: _r, stored: _st, ...field }: Props) {
  return <DefinitionPicker {...field} allowClear={nullable} onChange={(next) => onChange?.(next ?? undefined)} />;
}
