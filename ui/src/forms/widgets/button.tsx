import { Form, Select } from "antd";
import { useTemplateParts } from "@/expressions/useAttributes";
import type { WidgetProps } from "./widget";

/** A button of the template that is chosen beside it; one that creates a record raises no event and is not offered. */
export default function ButtonWidget({ nullable, value, onChange, schema: _s, path, root: _r, stored: _st, ...field }: WidgetProps<string>) {
  const template = Form.useWatch([...path.slice(0, -1), "context_template"]) as string | undefined;
  const { buttons, isPending } = useTemplateParts(template);
  return (
    <Select
      {...field}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={buttons.filter((one) => one.operation !== "create").map((one) => ({ value: one.name, label: one.title || one.name }))}
      disabled={!template}
      loading={isPending}
      allowClear={nullable}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
