import { Form, Select } from "antd";
import { useScope } from "@/expressions/scope";
import { useTemplateParts } from "@/expressions/useAttributes";
import type { WidgetProps } from "./widget";

/** An attribute of the template chosen beside it that links back to the template in hand. */
export default function LinkingAttributeWidget({ nullable, value, onChange, schema: _s, path, root: _r, stored: _st, ...field }: WidgetProps<string>) {
  const linked = Form.useWatch([...path.slice(0, -1), "template"]) as string | undefined;
  const { template } = useScope();
  const { attributes, isPending } = useTemplateParts(linked);
  return (
    <Select
      {...field}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={attributes
        .filter((one) => one.data_type === "record" && one.template === template)
        .map((one) => ({ value: one.name, label: one.title || one.name }))}
      disabled={!linked}
      loading={isPending}
      allowClear={nullable}
    />
  );
}
