import { Input } from "antd";
import type { FieldProps } from "./field";

/** The address of a page. */
export default function HyperlinkField({ attribute: _a, references: _r, value, onChange, ...field }: FieldProps<string>) {
  return <Input {...field} inputMode="url" value={value ?? ""} onChange={(event) => onChange?.(event.target.value || null)} autoComplete="off" />;
}
