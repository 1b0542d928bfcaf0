import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { typesQuery } from "@/api/types";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { LABELS } from "../kindTexts";
import type { NeededSecret } from "../queries";
import styles from "./Upload.module.css";
import { texts } from "./texts";

/** The passwords that the package only names. */
export function Secrets({ needed, onGiven }: { needed: readonly NeededSecret[]; onGiven: (secrets: Readonly<Record<string, string>>) => void }) {
  const t = useTexts(texts);
  const kinds = useTexts(LABELS);
  const label = useLabel();
  const { data: types = [] } = useQuery(typesQuery("connections"));
  const titleOf = (field: string) => {
    const title = types.map((type) => type.schema.properties?.[field]?.["x-label"]).find(Boolean);
    return title ? label(title) : field;
  };
  const names = [...new Map(needed.map((one) => [one.name, one])).values()];
  return (
    <section aria-label={t.secrets}>
      <h2 className={styles.heading}>{t.secrets}</h2>
      <p className="quiet">{t.secretsHint}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(given: Record<string, string>) => onGiven(given)} className={styles.secrets}>
        {names.map((one) => (
          <Form.Item
            key={one.name}
            name={one.name}
            label={`${kinds[one.kind]} ${one.definition}: ${titleOf(one.field)}`}
            extra={one.name}
            rules={[{ required: true, message: t.required }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        ))}
        <Button type="primary" htmlType="submit">{t.goOn}</Button>
      </Form>
    </section>
  );
}
