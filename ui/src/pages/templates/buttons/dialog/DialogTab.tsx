import { Form } from "antd";
import { useEffect, useRef } from "react";
import type { Schema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useTexts } from "@/i18n/LanguageProvider";
import type { AttributeBody } from "../../editor/template";
import type { Rows } from "../../forms/layout";
import { DialogForm } from "./DialogForm";
import styles from "./DialogTab.module.css";
import { texts } from "./texts";
import { followed } from "./variables";
import { VariableTable } from "./VariableTable";

interface Props {
  readonly schema: Schema;
  readonly root: Schema;
  readonly open: readonly number[];
  readonly onOpen: (open: readonly number[]) => void;
}

const NONE: readonly AttributeBody[] = [];

/** «Диалоговое окно»: whether there is one, what it asks, and what it looks like. */
export function DialogTab({ schema, root, open, onOpen }: Props) {
  const t = useTexts(texts);
  const form = Form.useFormInstance();
  const isOn = Form.useWatch("dialog", { preserve: true }) === true;
  const title = (Form.useWatch("title", { preserve: true }) as string | undefined) ?? "";
  const variables = (Form.useWatch("variables", { preserve: true }) as readonly AttributeBody[] | undefined) ?? NONE;
  const names = variables.map((one) => one.name ?? "");
  const before = useRef(names);
  useEffect(() => {
    const rows = (form.getFieldValue("dialog_rows") ?? []) as Rows;
    const next = followed(rows, before.current, names);
    before.current = names;
    if (next !== rows) form.setFieldValue("dialog_rows", next);
  });
  return (
    <>
      <SchemaForm schema={schema} root={root} only={["dialog"]} />
      {isOn ? (
        <>
          <h3 className={styles.heading}>{t.variables}</h3>
          <p className="quiet">{t.variablesHint}</p>
          <VariableTable variables={variables} onChange={(next) => form.setFieldValue("variables", next)} open={open} onOpen={onOpen} />
          <h3 className={styles.heading}>{t.looks}</h3>
          <Form.Item name="dialog_rows">
            <DialogForm title={title} variables={variables} />
          </Form.Item>
        </>
      ) : (
        <p className="quiet">{t.offHint}</p>
      )}
    </>
  );
}
