import { Input } from "antd";
import type { WidgetProps } from "./widget";

/** A text of one line. */
export default function TextWidget({ schema, nullable, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string>) {
  return (
    <Input
      {...field}
      value={value ?? ""}
      onChange={(event) => onChange?.(event.target.value === "" && nullable ? undefined : event.target.value)}
      maxLength={schema.maxLength}
      placeholder={schema["x-placeholder"]}
      autoComplete="off"
    />
  );
}
