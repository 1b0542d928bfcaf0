import { ClearOutlined, CopyOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import styles from "./Designer.module.css";
import type { FormBody } from "./layout";
import { texts } from "./texts";

/** Which form is designed, and what is done with a whole form. */
export function FormBar({ index, onShow }: { index: number; onShow: (index: number) => void }) {
  const t = useTexts(texts);
  const { body, change } = useTemplate();
  const { forms } = body;
  const form = forms[index];
  const add = (made: Omit<FormBody, "name">) => {
    change((held) => ({ ...held, forms: [...held.forms, { ...made, name: freeName(held.forms), is_default: held.forms.length === 0 }] }));
    onShow(forms.length);
  };
  const put = (rows: FormBody["rows"]) => {
    change((held) => ({ ...held, forms: held.forms.map((one, at) => (at === index ? { ...one, rows } : one)) }));
    onShow(index);
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t.form}>
      {form && (
        <Select
          aria-label={t.form}
          value={index}
          style={{ minWidth: 220 }}
          options={forms.map((one, at) => ({ value: at, label: one.title }))}
          onChange={onShow}
        />
      )}
      <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ title: t.newForm(forms.length + 1), rows: [] })}>{t.create}</Button>
      {form && (
        <>
          <Button icon={<CopyOutlined aria-hidden />} onClick={() => add({ ...form, title: t.copyOf(form.title) })}>{t.clone}</Button>
          <Button icon={<ClearOutlined aria-hidden />} disabled={form.rows.length === 0} onClick={() => put([])}>{t.clear}</Button>
          <Button
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => {
              change((held) => ({ ...held, forms: held.forms.filter((_one, at) => at !== index) }));
              onShow(0);
            }}
          >
            {t.delete}
          </Button>
        </>
      )}
    </div>
  );
}

function freeName(forms: readonly FormBody[]): string {
  const taken = forms.map((form) => form.name.toLowerCase());
  let number = forms.length + 1;
  while (taken.includes(`form${number}`)) number += 1;
  return forms.length === 0 ? "defaultForm" : `form${number}`;
}
