import { Checkbox } from "antd";
import type { FieldProps } from "./field";

/** A check box with its label beside it. */
export default function BooleanField({ attribute, references: _r, value, onChange, ...field }: FieldProps<boolean>) {
  return (
    <Checkbox {...field} checked={value ?? false} onChange={(event) => onChange?.(event.target.checked)}>
      {field["aria-label"] ? undefined : attribute.title}
    </Checkbox>
  );
}
