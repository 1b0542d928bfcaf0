import { Form } from "antd";
import { DefinitionSelect } from "./DefinitionSelect";
import type { WidgetProps } from "./widget";

/** A route of the connection that is chosen beside it. */
export default function SendingRouteWidget(field: WidgetProps<string>) {
  const connection = Form.useWatch([...field.path.slice(0, -1), "connection"]) as string | undefined;
  return (
    <DefinitionSelect
      {...field}
      folder="routes"
      filter={(one) => String(one.body.type).endsWith("_send") && (!connection || one.body.connection === connection)}
    />
  );
}
