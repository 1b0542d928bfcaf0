import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { FormField } from "./FormField";
import { defaultsOf, fieldsOf, type Schema, type Values } from "./schema";
import styles from "./RowsField.module.css";
import { texts } from "./texts";

/** Draws nothing: what is wrong with the list as a whole stands where its field would be. */
const Told = () => null;

/** A list of objects as a small table: one row for each, added and removed one by one. */
export function RowsField({ item, path, root, label }: { item: Schema; path: readonly (string | number)[]; root: Schema; label: string }) {
  const t = useTexts(texts);
  const named = useLabel();
  const form = Form.useFormInstance();
  const rows = (Form.useWatch([...path], { preserve: true }) ?? []) as readonly Values[];
  const put = (next: readonly Values[]) => form.setFieldValue([...path], next);
  const fields = fieldsOf(item, root);
  const columns = { gridTemplateColumns: `repeat(${fields.length}, minmax(0, 1fr)) 32px` };
  return (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>{label}</legend>
      {rows.length > 0 && (
        <div className={styles.head} style={columns} aria-hidden>
          {fields.map((field) => (
            <span key={field.name}>{field.schema["x-label"] && named(field.schema["x-label"])}</span>
          ))}
        </div>
      )}
      {rows.map((_row, index) => (
        // Rows have no identity of their own: all their state is in the form.
        <div key={index} className={styles.row} style={columns} role="group" aria-label={`${label} ${index + 1}`}>
          {fields.map((field) => (
            <FormField key={field.name} field={field} path={[...path, index, field.name]} root={root} stored={false} disabled={false} bare />
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={`${t.removeRow} ${index + 1}`}
            title={t.removeRow}
            onClick={() => put(rows.filter((_one, at) => at !== index))}
          />
        </div>
      ))}
      <Form.Item name={[...path]} className={styles.errors}>
        <Told />
      </Form.Item>
      <Button type="dashed" size="small" icon={<PlusOutlined aria-hidden />} onClick={() => put([...rows, defaultsOf(item, root)])}>
        {t.addRow}
      </Button>
    </fieldset>
  );
}
