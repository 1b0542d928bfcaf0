import { Button, Form, Select } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { fieldOf } from "../fields/field";
import type { Attribute, RecordTemplate } from "../template";
import { operatorsOf, takesValue, type Condition, type Operator } from "./conditions";
import { texts } from "./texts";

/** A further condition: field, comparison, value. */
export function NewCondition({ template, onAdd }: { template: RecordTemplate; onAdd: (condition: Condition) => void }) {
  const t = useTexts(texts);
  const [form] = Form.useForm();
  const offered = template.attributes.filter((attribute) => !attribute.computed);
  const name = (Form.useWatch("attribute", form) as string | undefined) ?? offered[0]?.name;
  const attribute = offered.find((one) => one.name === name);
  const operator = Form.useWatch("operator", form) as Operator | undefined;
  if (!attribute) return null;
  const operators = operatorsOf(attribute);
  const add = () => {
    const { operator: chosen, value } = form.getFieldsValue() as { operator: Operator; value: unknown };
    if (takesValue(chosen) && (value === null || value === undefined || value === "")) return form.setFields([{ name: "value", errors: [t.value] }]);
    onAdd({ attribute: attribute.name, operator: chosen, value });
  };
  return (
    <Form
      form={form}
      layout="vertical"
      style={{ width: 300 }}
      initialValues={{ attribute: attribute.name, operator: operators[0] }}
      onFinish={add}
      onValuesChange={(changed: { attribute?: string }) => {
        const next = changed.attribute && offered.find((one) => one.name === changed.attribute);
        if (next) form.setFieldsValue({ operator: operatorsOf(next)[0], value: undefined });
      }}
    >
      <Form.Item name="attribute" label={t.attribute}>
        <Select options={offered.map((one) => ({ value: one.name, label: one.title }))} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <Form.Item name="operator" label={t.operator}>
        <Select options={operators.map((one) => ({ value: one, label: t[one] }))} />
      </Form.Item>
      {takesValue(operator ?? operators[0] ?? "eq") && (
        <Form.Item key={attribute.name} name="value" label={t.value}>
          <Value attribute={attribute} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block>{t.apply}</Button>
    </Form>
  );
}

/** The attribute's own field for one value; of yes and no, a choice. */
function Value({ attribute, ...props }: { attribute: Attribute; id?: string; value?: unknown; onChange?: (value: unknown) => void }) {
  const t = useTexts(texts);
  if (attribute.data_type === "boolean") {
    return <Select id={props.id} value={props.value} onChange={props.onChange} options={[{ value: true, label: t.yes }, { value: false, label: t.no }]} />;
  }
  const Field = fieldOf(attribute);
  return <Field {...props} attribute={{ ...attribute, multiple: false, max_length: 255 }} references={{}} />;
}
