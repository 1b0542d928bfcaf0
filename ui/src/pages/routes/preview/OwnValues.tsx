import { Form, Input } from "antd";
import type { Schema } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { predefinedOf, type Attribute } from "@/placeholders/declared";
import styles from "./PreviewPanel.module.css";
import { texts } from "./texts";

interface Props {
  readonly root: Schema;
  readonly own: readonly Attribute[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** A field for each attribute of the route's own, to try the letter with. */
export function OwnValues({ root, own, values, onChange }: Props) {
  const t = useTexts(texts);
  const given = new Set(predefinedOf(root, "request").map((one) => one.name));
  const plain = own.filter((one) => !given.has(one.name) && one.type !== "object" && one.type !== "key_value");
  const field = (name: string, label: string) => (
    <Form.Item key={name} label={label} htmlFor={`preview_${name}`} style={{ margin: 0 }}>
      <Input id={`preview_${name}`} value={values[name] ?? ""} onChange={(event) => onChange({ ...values, [name]: event.target.value })} />
    </Form.Item>
  );
  return (
    <Form component={false} layout="vertical">
      <div className={styles.values}>
        {field("To", t.to)}
        {plain.map((one) => field(one.name ?? "", one.description || one.name || ""))}
        {plain.length === 0 && <span className="quiet">{t.noOwn}</span>}
      </div>
    </Form>
  );
}
