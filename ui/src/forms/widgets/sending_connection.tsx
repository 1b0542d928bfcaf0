import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** A connection that can send: its type's name says so. */
export default function SendingConnectionWidget(field: WidgetProps<string>) {
  return <DefinitionSelect {...field} folder="connections" filter={(one) => String(one.body.type).endsWith("_send")} />;
}
