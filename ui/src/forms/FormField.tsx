import { QuestionCircleOutlined } from "@ant-design/icons";
import { Form } from "antd";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { ObjectField } from "./ObjectField";
import { RowsField } from "./RowsField";
import { plainly, type Field, type Schema } from "./schema";
import styles from "./SchemaForm.module.css";
import { texts } from "./texts";
import { widgetNamed, widgetOf } from "./widgets/widget";

// The same as `vestnik.kernel.names`.
const SYSTEM_NAME = /^[A-Za-zА-Яа-яЁё_][A-Za-zА-Яа-яЁё0-9_]{0,127}$/;

interface Props {
  readonly field: Field;
  readonly path: readonly (string | number)[];
  readonly root: Schema;
  readonly stored: boolean;
  readonly disabled: boolean;
  /** Where the label is told by a table's header. */
  readonly bare?: boolean;
}

/** One field with label, hint and its error: a widget, a nested object or a list of rows. */
export function FormField({ field, path, root, stored, disabled, bare }: Props) {
  const label = useLabel();
  const t = useTexts(texts);
  const { schema } = field;
  const text = schema["x-label"] ? label(schema["x-label"]) : field.name;
  const ownWidget = schema["x-widget"] !== undefined && widgetNamed(schema["x-widget"]) !== undefined;
  if (!ownWidget && schema.properties) return <ObjectField schema={schema} path={path} root={root} label={text} />;
  if (!ownWidget && schema.type === "array" && schema.items) {
    const item = plainly(schema.items, root).schema;
    if (item.properties) return <RowsField item={item} path={path} root={root} label={text} />;
  }
  const Widget = widgetOf(schema);
  const required = field.required && schema.type !== "boolean";
  const help = schema["x-help"] && label(schema["x-help"]);
  const isCheck = schema.type === "boolean" && !ownWidget;
  return (
    <Form.Item
      name={[...path]}
      label={bare || isCheck ? undefined : <LabelText text={text} required={required} />}
      htmlFor={path.join("_")}
      tooltip={bare || isCheck || !help ? undefined : { title: help, icon: <QuestionCircleOutlined aria-hidden /> }}
      extra={isCheck && !bare ? help : undefined}
      required={false}
      rules={[
        { required, message: t.required },
        ...(schema.format === "system-name" ? [{ pattern: SYSTEM_NAME, message: t.systemName }] : []),
      ]}
      className={isCheck ? styles.check : undefined}
    >
      <Widget
        id={path.join("_")}
        schema={schema}
        nullable={field.nullable}
        path={path}
        root={root}
        stored={stored}
        disabled={disabled}
        {...(bare && { "aria-label": text })}
      />
    </Form.Item>
  );
}

/** The label; its star is drawn by the style sheet, so that the field is called exactly by its label. */
function LabelText({ text, required }: { text: string; required: boolean }) {
  return (
    <>
      {text}
      {required && <span className={styles.star} />}
    </>
  );
}
