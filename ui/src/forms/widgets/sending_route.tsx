import { Form } from "antd";
import { useSendingTypes } from "@/api/types";
import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** A route of the connection that is chosen beside it. */
export default function SendingRouteWidget(field: WidgetProps<string>) {
  const connection = Form.useWatch([...field.path.slice(0, -1), "connection"]) as string | undefined;
  const type = useSendingTypes("routes");
  return <DefinitionSelect {...field} folder="routes" narrowed={{ type, uses: connection ? `connection/${connection}` : undefined }} />;
}
