import { Checkbox } from "antd";
import { useLabel } from "@/i18n/LanguageProvider";
import type { WidgetProps } from "./widget";

/** A check box, with its label beside it. */
export default function BooleanWidget({ schema, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<boolean>) {
  const label = useLabel();
  return (
    <Checkbox {...field} checked={value ?? false} onChange={(event) => onChange?.(event.target.checked)}>
      {field["aria-label"] ? undefined : schema["x-label"] && label(schema["x-label"])}
    </Checkbox>
  );
}
