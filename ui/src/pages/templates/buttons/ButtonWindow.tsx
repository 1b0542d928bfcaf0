import { Form, Select } from "antd";
import { bodyOf, defaultsOf, type Schema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "../attributes/AttributeWindow.module.css";
import { useTemplate } from "../editor/context";
import { PartWindow } from "../editor/PartWindow";
import type { ButtonBody } from "../editor/template";
import { buttonSchema, operationName } from "./operation";
import { texts } from "./texts";

const NAMING = ["title", "name", "description"];
const OPERATION = ["save_after", "skip_checks", "result", "download", "navigate_to", "related"];
const SHOWING = ["form_access", "visible_in", "condition"];

/** The window of a button: naming and where it is shown left; context, operation and result right. */
export function ButtonWindow({ index, onClose }: { index: number | null; onClose: () => void }) {
  const t = useTexts(texts);
  const { body, schema: template, operations } = useTemplate();
  const [form] = Form.useForm<ButtonBody>();
  const held = index === null ? undefined : body.buttons[index];
  const schema = buttonSchema(template);
  const initial = {
    ...defaultsOf(schema, template),
    ...(held ?? { title: "", name: "" }),
    operation: typeof held?.operation === "object" ? held.operation : { type: held ? operationName(held) : "trigger_event" },
  } as ButtonBody;
  const chosen = (Form.useWatch(["operation", "type"], form) as string | undefined) ?? operationName(initial);
  const operation = operations.find((one) => one.type === chosen);

  const partOf = (values: ButtonBody): ButtonBody => {
    const { operation: _shown, ...made } = bodyOf(schema, values, template) as ButtonBody;
    const own = operation ? bodyOf(operation.schema, values.operation as never) : {};
    return { ...made, operation: Object.keys(own).length > 1 ? { ...own, type: chosen } : chosen } as ButtonBody;
  };
  return (
    <PartWindow kind="buttons" index={index} title={held ? t.window(held.title) : t.newTitle} form={form} initial={initial} partOf={partOf} onClose={onClose}>
      <div className={styles.columns}>
        <div>
          <SchemaForm schema={schema} root={template} only={NAMING} />
          <SchemaForm schema={schema} root={template} only={SHOWING} />
        </div>
        <div>
          <SchemaForm schema={schema} root={template} only={["context"]} />
          <OperationField own={operation?.schema} />
          <SchemaForm schema={schema} root={template} only={OPERATION} />
        </div>
      </div>
    </PartWindow>
  );
}

function OperationField({ own }: { own: Schema | undefined }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { operations } = useTemplate();
  return (
    <>
      <Form.Item name={["operation", "type"]} label={t.operation} htmlFor="operation_type">
        <Select id="operation_type" options={operations.map((one) => ({ value: one.type, label: label(one.label) }))} />
      </Form.Item>
      {own && <SchemaForm schema={own} path={["operation"]} />}
    </>
  );
}
