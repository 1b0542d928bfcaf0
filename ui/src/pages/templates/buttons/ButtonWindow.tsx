import { Form, Select, Tabs } from "antd";
import { useMemo, useState } from "react";
import { bodyOf, defaultsOf, type Schema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { attributeBody, filled, typeNamed } from "../attributes/attribute";
import styles from "../attributes/AttributeWindow.module.css";
import { useTemplate } from "../editor/context";
import { PartWindow } from "../editor/PartWindow";
import type { ButtonBody } from "../editor/template";
import { DialogTab } from "./dialog/DialogTab";
import { IN_TABLE } from "./dialog/variables";
import { buttonSchema, operationName } from "./operation";
import { texts } from "./texts";

const NAMING = ["title", "name", "description"];
const OPERATION = ["save_after", "skip_checks", "result", "download", "navigate_to", "related", "form_access"];
const SHOWING = ["visible_in", "condition"];

/** The window of a button: naming and where it is shown left, context, operation and result right; the dialog on a tab of its own. */
export function ButtonWindow({ index, onClose }: { index: number | null; onClose: () => void }) {
  const t = useTexts(texts);
  const { body, schema: template, operations, attributeTypes } = useTemplate();
  const [form] = Form.useForm<ButtonBody>();
  const [tab, setTab] = useState("properties");
  const [open, setOpen] = useState<readonly number[]>([]);
  const held = index === null ? undefined : body.buttons[index];
  const schema = useMemo(() => buttonSchema(template), [template]);
  const initial = useMemo(
    () =>
      ({
        ...defaultsOf(schema, template),
        ...(held ?? { title: "", name: "" }),
        operation: typeof held?.operation === "object" ? held.operation : { type: held ? operationName(held) : "trigger_event" },
        variables: (held?.variables ?? []).map((one) => filled(attributeTypes, one)),
      }) as ButtonBody,
    [schema, template, held, attributeTypes],
  );
  const chosen = (Form.useWatch(["operation", "type"], form) as string | undefined) ?? operationName(initial);
  const operation = operations.find((one) => one.type === chosen);

  const partOf = (values: ButtonBody): ButtonBody => {
    const { operation: _shown, dialog_rows: _rows, ...made } = bodyOf(schema, values, template) as ButtonBody;
    const own = operation ? bodyOf(operation.schema, values.operation as never) : {};
    return {
      ...made,
      operation: Object.keys(own).length > 1 ? { ...own, type: chosen } : chosen,
      variables: (values.variables ?? []).map((one) => attributeBody(typeNamed(attributeTypes, one.data_type), one)),
      ...(values.dialog === true && { dialog_rows: values.dialog_rows ?? [] }),
    } as ButtonBody;
  };
  const bringIntoSight = (paths: readonly string[]) => {
    const [first] = paths;
    if (first !== undefined) setTab(/^(variables|dialog)/.test(first) ? "dialog" : "properties");
    const lines = paths.map((path) => path.split(".")).filter(([field, , name = ""]) => field === "variables" && name && !IN_TABLE.includes(name));
    if (lines.length > 0) setOpen((now) => [...new Set([...now, ...lines.map(([, at]) => Number(at))])]);
  };
  return (
    <PartWindow
      kind="buttons"
      index={index}
      title={held ? t.window(held.title) : t.newTitle}
      form={form}
      initial={initial}
      partOf={partOf}
      onClose={onClose}
      width={1120}
      onFound={bringIntoSight}
    >
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: "properties",
            label: t.properties,
            forceRender: true,
            children: (
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
            ),
          },
          {
            key: "dialog",
            label: t.dialogTab,
            forceRender: true,
            children: <DialogTab schema={schema} root={template} open={open} onOpen={setOpen} />,
          },
        ]}
      />
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
