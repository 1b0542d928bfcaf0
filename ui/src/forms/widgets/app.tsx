import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** One of the apps. */
export default function AppWidget(field: WidgetProps<string>) {
  return <DefinitionSelect {...field} folder="apps" />;
}
