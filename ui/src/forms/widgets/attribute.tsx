import { Select } from "antd";
import { useScope } from "@/expressions/scope";
import { useTemplateParts } from "@/expressions/useAttributes";
import type { WidgetProps } from "./widget";

/** An attribute of the record in hand. */
export default function AttributeWidget({ nullable, value, onChange, schema: _s, path: _p, root: _r, stored: _st, ...field }: WidgetProps<string>) {
  const { template } = useScope();
  const { attributes, isPending } = useTemplateParts(template);
  return (
    <Select
      {...field}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={attributes.map((one) => ({ value: one.name, label: one.title || one.name }))}
      loading={isPending}
      allowClear={nullable}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
