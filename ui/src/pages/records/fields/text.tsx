import { Input } from "antd";
import type { FieldProps } from "./field";

const SHORT = 255;

/** A text: one line where it is short or has a mask, else as many lines as it needs. */
export default function TextField({ attribute, references: _r, value, onChange, ...field }: FieldProps<string>) {
  const display = attribute.display ?? "plain";
  const long = ["plain", "html", "formatted"].includes(display) && !attribute.is_title && (attribute.max_length ?? Infinity) > SHORT;
  const common = {
    ...field,
    value: value ?? "",
    onChange: (event: { target: { value: string } }) => onChange?.(event.target.value === "" ? null : event.target.value),
    autoComplete: "off",
  };
  if (long) return <Input.TextArea {...common} autoSize={{ minRows: display === "plain" ? 1 : 4, maxRows: 16 }} />;
  const inputMode = display === "phone" ? "tel" : display === "email" ? "email" : display === "inn" || display === "ogrn" ? "numeric" : undefined;
  return <Input {...common} inputMode={inputMode} maxLength={attribute.max_length} />;
}
