import { QuestionCircleOutlined } from "@ant-design/icons";
import { Form } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { fieldOf } from "./fields/field";
import { LinkTable } from "./fields/LinkTable";
import { FieldUnderRule } from "./filling/FieldUnderRule";
import { useFilling } from "./filling/filling";
import type { References } from "./queries";
import styles from "./RecordForm.module.css";
import type { Access, Attribute, Look } from "./template";
import { texts } from "./texts";
import { ValueView } from "./ValueView";

interface Props {
  readonly attribute: Attribute;
  readonly references: References;
  readonly access?: Access;
  readonly title?: string;
  readonly hint?: string;
  readonly look?: Look;
  /** Where the form holds the values: `values`, or `variables` in a button's dialog. */
  readonly under: string;
  /** The value to read, where it is not for changing. */
  readonly shown?: unknown;
  readonly reading?: boolean;
}

/** One attribute on a form: its field, or its value where it is only to be read. */
export function AttributeField({ attribute, references, access = "editable", title, hint, look, under, shown, reading = false }: Props) {
  const t = useTexts(texts);
  const filling = useFilling();
  if (access === "hidden") return null;
  const called = title || attribute.title;
  const told = hint || attribute.description;
  const tooltip = told ? { title: told, icon: <QuestionCircleOutlined aria-hidden /> } : undefined;
  const problems = (filling?.problems ?? []).filter(({ path }) => path === `${under}.${attribute.name}`).map(({ message }) => <div key={message}>{message}</div>);
  const imposed = filling?.imposed[attribute.name];
  if (reading || access === "read_only" || attribute.computed) {
    return (
      <div className={styles.read}>
        <div className={styles.readLabel}>{called}</div>
        {look?.view === "table" && Array.isArray(shown) ? (
          <LinkTable attribute={attribute} chosen={shown as readonly string[]} references={references} />
        ) : (
          <div className={styles.readValue}><ValueView attribute={attribute} value={shown} references={references} /></div>
        )}
        {problems.length > 0 && <div role="alert" className={styles.wrong}>{problems}</div>}
      </div>
    );
  }
  const required = access === "required" || attribute.required === true;
  const isCheck = attribute.data_type === "boolean";
  return (
    <Form.Item
      name={[under, attribute.name]}
      label={isCheck ? undefined : required ? <span className={styles.required}>{called}</span> : called}
      tooltip={isCheck ? undefined : tooltip}
      extra={isCheck ? told : undefined}
      required={false}
      // Also where nothing is required: looking at a changed value takes away what the last save said about the former one.
      rules={[{ validator: (_rule, value: unknown) => (required && !isCheck && isEmpty(imposed === undefined ? value : imposed) ? Promise.reject(new Error(t.required)) : Promise.resolve()) }]}
      {...(problems.length > 0 && { help: problems, validateStatus: "error" as const })}
      className={isCheck ? styles.check : undefined}
    >
      <FieldUnderRule field={fieldOf(attribute)} imposed={imposed} attribute={title ? { ...attribute, title } : attribute} references={references} look={look} />
    </Form.Item>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
}
