import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** A record template. */
export default function TemplateWidget(field: WidgetProps<string>) {
  return <DefinitionSelect {...field} folder="templates" />;
}
