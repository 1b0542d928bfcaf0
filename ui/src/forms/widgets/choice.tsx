import { Select } from "antd";
import { useLabel } from "@/i18n/LanguageProvider";
import type { Schema } from "../schema";
import type { WidgetProps } from "./widget";

/** One of a few named values. */
export default function ChoiceWidget({ schema, nullable, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string | number>) {
  const label = useLabel();
  const options = allowed(schema).map((one) => {
    const text = schema["x-choices"]?.[String(one)];
    return { value: one, label: text ? label(text) : String(one) };
  });
  return (
    <Select
      {...field}
      value={value}
      onChange={(next) => onChange?.(next)}
      options={options}
      allowClear={nullable}
      showSearch={options.length > 8 ? { optionFilterProp: "label" } : false}
    />
  );
}

/** What may be chosen; a field with a single possible value says so as a constant. */
function allowed(schema: Schema): readonly (string | number)[] {
  return schema.enum ?? [schema.const as string];
}
