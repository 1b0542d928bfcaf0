import { PlayCircleOutlined } from "@ant-design/icons";
import { Button, Collapse } from "antd";
import { useState } from "react";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { RecordSelect } from "@/components/RecordSelect";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./ExpressionDialog.module.css";
import { useEvaluate, type Evaluated } from "./queries";
import { useScope } from "./scope";
import { texts } from "./texts";

/** Evaluates the text for a chosen record: its value, and every step on the way. */
export function Trial({ language, text }: { language: "formula" | "n3"; text: string }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { template, record: usual } = useScope();
  const [record, setRecord] = useState<string | null>(usual ?? null);
  const evaluate = useEvaluate();
  return (
    <section className={styles.trial} aria-label={t.record}>
      <div className={styles.ask}>
        {template && (
          <div className={styles.record}>
            <RecordSelect template={template} value={record} onChange={setRecord} placeholder={t.chooseRecord} label={t.record} />
          </div>
        )}
        <Button
          icon={<PlayCircleOutlined aria-hidden />}
          loading={evaluate.isPending}
          disabled={text.trim() === ""}
          onClick={() => evaluate.mutate({ language, text, template, record })}
        >
          {t.run}
        </Button>
      </div>
      {evaluate.error && <p className={styles.bad} role="alert">{explain(evaluate.error, c.unreachable)}</p>}
      {evaluate.data && <Outcome outcome={evaluate.data} />}
    </section>
  );
}

function Outcome({ outcome }: { outcome: Evaluated }) {
  const t = useTexts(texts);
  return (
    <>
      {outcome.fault ? (
        <p className={styles.bad} role="alert">{outcome.fault.message}</p>
      ) : (
        <pre className={styles.value} aria-label={t.result} aria-live="polite">{outcome.shown || t.nothing}</pre>
      )}
      {outcome.steps.length > 0 && (
        <Collapse
          size="small"
          items={[
            {
              key: "steps",
              label: `${t.steps} · ${t.ms(outcome.evaluate_ms.toFixed(2))}`,
              children: (
                <div className={styles.scroll}>
                  <table className={styles.steps}>
                    <tbody>
                      {outcome.steps.map((step, index) => (
                        <tr key={index}>
                          <td><code>{step.text}</code></td>
                          <td>{step.message ?? step.value ?? bindingsShown(step.bindings)}</td>
                          <td className="quiet">{t.ms((step.microseconds / 1000).toFixed(3))}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                  {outcome.truncated && <p className="quiet">{t.truncated}</p>}
                </div>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const bindingsShown = (bindings: Record<string, string> | null | undefined): string =>
  Object.entries(bindings ?? {})
    .map(([name, value]) => `?${name.replace(/^\?/, "")} = ${value}`)
    .join(", ");
