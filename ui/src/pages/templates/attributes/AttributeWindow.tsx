import { Form, Select, Tabs } from "antd";
import type { RegisteredType } from "@/api/types";
import { SchemaForm } from "@/forms/SchemaForm";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { PartWindow } from "../editor/PartWindow";
import { storedName, type AttributeBody } from "../editor/template";
import { attributeBody, begun, filled, FIRST_TYPE, retyped, typeNamed } from "./attribute";
import styles from "./AttributeWindow.module.css";
import { texts } from "./texts";

const NAMING = ["title", "name", "description"];
const FLAGS = ["multiple", "required", "is_title", "unique", "searchable", "log_changes", "computed", "expression", "archived"];
const CHECK = ["check_expression", "check_message"];

/** The window of an attribute: naming and flags left, the type with its fields right; the check on a tab of its own. */
export function AttributeWindow({ index, onClose }: { index: number | null; onClose: () => void }) {
  const t = useTexts(texts);
  const { body, stored, attributeTypes } = useTemplate();
  const [form] = Form.useForm<AttributeBody>();
  const held = index === null ? undefined : body.attributes[index];
  const initial = held ? filled(attributeTypes, held) : begun(typeNamed(attributeTypes, FIRST_TYPE));
  const type = typeNamed(attributeTypes, (Form.useWatch("data_type", form) as string | undefined) ?? initial.data_type);

  const partOf = (values: AttributeBody): AttributeBody => {
    const made = attributeBody(type, values);
    const before = held && storedName(stored, held);
    return before && before !== made.name ? { ...made, former_name: before } : made;
  };
  const choose = (name: string) =>
    form.setFieldsValue(retyped(typeNamed(attributeTypes, name), form.getFieldsValue(true) as AttributeBody) as never);
  return (
    <PartWindow kind="attributes" index={index} title={held ? t.window(held.title) : t.newTitle} form={form} initial={initial} partOf={partOf} onClose={onClose}>
      <Tabs
        items={[
          {
            key: "properties",
            label: t.properties,
            forceRender: true,
            children: (
              <div className={styles.columns}>
                <div>
                  <SchemaForm schema={type.schema} only={NAMING} />
                  <div className={styles.flags}>
                    <SchemaForm schema={type.schema} only={FLAGS} />
                  </div>
                </div>
                <div>
                  <TypeField types={attributeTypes} onChoose={choose} />
                  <SchemaForm key={type.type} schema={type.schema} omit={[...NAMING, ...FLAGS, ...CHECK, "former_name"]} />
                </div>
              </div>
            ),
          },
          {
            key: "check",
            label: t.check,
            forceRender: true,
            children: (
              <>
                <p className="quiet">{t.checkHint}</p>
                <SchemaForm schema={type.schema} only={CHECK} />
              </>
            ),
          },
        ]}
      />
    </PartWindow>
  );
}

function TypeField({ types, onChoose }: { types: readonly RegisteredType[]; onChoose: (type: string) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  const name = Form.useWatch("data_type") as string | undefined;
  const chosen = types.find((one) => one.type === name);
  return (
    <Form.Item name="data_type" label={t.type} htmlFor="data_type" extra={chosen && label(chosen.description)}>
      <Select id="data_type" options={types.map((one) => ({ value: one.type, label: label(one.label) }))} onChange={onChoose} listHeight={400} />
    </Form.Item>
  );
}
