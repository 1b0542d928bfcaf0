import { Form, Select } from "antd";
import { useScope } from "@/expressions/scope";
import { useTemplateParts } from "@/expressions/useAttributes";
import type { WidgetProps } from "./widget";

/** Several attributes of the context template. */
export default function AttributesWidget({ value, onChange, schema: _s, nullable: _n, path, root: _r, stored: _st, ...field }: WidgetProps<string[]>) {
  const beside = Form.useWatch([...path.slice(0, -1), "context_template"]) as string | undefined;
  const { template } = useScope();
  const { attributes, isPending } = useTemplateParts(beside ?? template);
  return (
    <Select
      {...field}
      mode="multiple"
      value={value ?? []}
      onChange={(next: string[]) => onChange?.(next)}
      options={attributes.map((one) => ({ value: one.name, label: one.title || one.name }))}
      loading={isPending}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
