import { useSendingTypes } from "@/api/types";
import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** A connection that can send. */
export default function SendingConnectionWidget(field: WidgetProps<string>) {
  return <DefinitionSelect {...field} folder="connections" narrowed={{ type: useSendingTypes("connections") }} />;
}
