import { FilterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Tag } from "antd";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { recordsQuery } from "../queries";
import type { Attribute, RecordTemplate } from "../template";
import { ValueView } from "../ValueView";
import { asFilter, takesValue, type Condition } from "./conditions";
import { NewCondition } from "./NewCondition";
import { texts } from "./texts";

interface Props {
  readonly template: RecordTemplate;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}

/** The conditions of the list, each removable, and the way to a further one. */
export function FilterBar({ template, conditions, onChange }: Props) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const add = (condition: Condition) => {
    setOpen(false);
    onChange([...conditions.filter((one) => one.attribute !== condition.attribute || one.operator !== condition.operator), condition]);
  };
  return (
    <>
      {conditions.map((condition) => (
        <Shown
          key={`${condition.attribute} ${condition.operator}`}
          template={template}
          condition={condition}
          onRemove={() => onChange(conditions.filter((one) => one !== condition))}
        />
      ))}
      <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" destroyOnHidden content={<NewCondition template={template} onAdd={add} />}>
        <Button icon={<FilterOutlined aria-hidden />} aria-expanded={open}>{t.filter}</Button>
      </Popover>
    </>
  );
}

function Shown({ template, condition, onRemove }: { template: RecordTemplate; condition: Condition; onRemove: () => void }) {
  const t = useTexts(texts);
  const attribute = template.attributes.find((one) => one.name === condition.attribute);
  const title = attribute?.title ?? condition.attribute;
  return (
    <Tag closable={{ "aria-label": t.remove(title) }} onClose={(event) => { event.preventDefault(); onRemove(); }} style={{ marginInlineEnd: 0, paddingBlock: 4 }}>
      {title} {t[condition.operator] ?? condition.operator} {takesValue(condition.operator) && attribute && <ConditionValue template={template} attribute={attribute} condition={condition} />}
    </Tag>
  );
}

/** A reference is told by its title, which the first record that fits brings along. */
function ConditionValue({ template, attribute, condition }: { template: RecordTemplate; attribute: Attribute; condition: Condition }) {
  const isReference = ["account", "record", "enum"].includes(attribute.data_type);
  const sought = asFilter([{ ...condition, operator: "eq" }]);
  const { data } = useQuery({ ...recordsQuery(template.name, { filter: sought, limit: 1 }), enabled: isReference });
  const variant = attribute.variants?.find((one) => one.name === condition.value);
  const references = data?.items[0]?.references ?? {};
  return <ValueView attribute={attribute} value={condition.value} references={variant ? { [variant.name]: { title: variant.ru } } : references} plain />;
}
