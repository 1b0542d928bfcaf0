import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { defaultsOf, type Schema, type Values } from "./schema";
import { SchemaForm } from "./SchemaForm";
import styles from "./SchemaForm.module.css";
import { texts } from "./texts";

/** A list of objects: a frame for each, added and removed one by one. */
export function RowsField({ item, path, root, label }: { item: Schema; path: readonly (string | number)[]; root: Schema; label: string }) {
  const t = useTexts(texts);
  const form = Form.useFormInstance();
  const rows = (Form.useWatch([...path], { preserve: true }) ?? []) as readonly Values[];
  const put = (next: readonly Values[]) => form.setFieldValue([...path], next);
  return (
    <fieldset className={styles.nested}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.lines}>
        {rows.length === 0 && <span className="quiet">{t.noRows}</span>}
        {rows.map((_row, index) => (
          // Rows have no identity of their own: all their state is in the form.
          <div key={index} className={styles.line}>
            <SchemaForm schema={item} root={root} path={[...path, index]} />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${t.removeRow} ${index + 1}`}
              onClick={() => put(rows.filter((_one, at) => at !== index))}
            />
          </div>
        ))}
        <div>
          <Button icon={<PlusOutlined />} onClick={() => put([...rows, defaultsOf(item, root)])}>
            {t.addRow}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
