import { Input } from "antd";
import type { WidgetProps } from "./widget";

/** A text of several lines. */
export default function LinesWidget({ schema, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string>) {
  return (
    <Input.TextArea
      {...field}
      value={value ?? ""}
      onChange={(event) => onChange?.(event.target.value)}
      maxLength={schema.maxLength}
      placeholder={schema["x-placeholder"]}
      autoSize={{ minRows: schema["x-lines"] ?? 3, maxRows: 16 }}
    />
  );
}
