import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import styles from "./Designer.module.css";
import { Fields, part } from "./Fields";
import type { FormBody } from "./layout";
import { texts } from "./texts";

/** Name, kind and standing of the form that is designed. */
export function FormProperties({ form, index }: { form: FormBody; index: number }) {
  const t = useTexts(texts);
  const { schema: template, change } = useTemplate();
  return (
    <>
      <h3 className={styles.heading}>{t.formProperties}</h3>
      <Fields
        schema={part(template, "Form")}
        root={template}
        values={form as unknown as Values}
        of="form"
        only={["title", "name", "type", "is_default"]}
        onChange={(values) =>
          change((held) => ({
            ...held,
            forms: held.forms.map((one, at) => (at === index ? { ...one, ...values } : values.is_default ? { ...one, is_default: false } : one)),
          }))
        }
      />
    </>
  );
}
