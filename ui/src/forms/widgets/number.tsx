import { InputNumber } from "antd";
import type { WidgetProps } from "./widget";

/** A number within its bounds. */
export default function NumberWidget({ schema, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<number>) {
  return (
    <InputNumber
      {...field}
      value={value}
      onChange={(next) => onChange?.(next ?? undefined)}
      precision={schema.type === "integer" ? 0 : undefined}
      placeholder={schema["x-placeholder"]}
      style={{ width: "100%" }}
    />
  );
}
