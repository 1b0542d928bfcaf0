import { Select } from "antd";
import { useLabel } from "@/i18n/LanguageProvider";
import type { WidgetProps } from "./widget";

/** Several of a few named values. */
export default function ChoicesWidget({ schema, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string[]>) {
  const label = useLabel();
  const options = (schema.items?.enum ?? []).map((one) => {
    const text = schema["x-choices"]?.[String(one)];
    return { value: String(one), label: text ? label(text) : String(one) };
  });
  return <Select {...field} mode="multiple" value={value ?? []} onChange={(next: string[]) => onChange?.(next)} options={options} showSearch={false} />;
}
