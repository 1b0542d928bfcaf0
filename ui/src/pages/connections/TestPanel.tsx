import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Alert, Collapse, Spin } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./ConnectionForm.module.css";
import { texts } from "./texts";
import type { TestReport } from "./useConnectionTest";

const STAGES = ["resolve", "connect", "tls", "auth", "letter"] as const;

/** What a test of the connection found, stage by stage. */
export function TestPanel({ report, pending }: { report: TestReport | undefined; pending: boolean }) {
  const t = useTexts(texts);
  const named = (name: string) => STAGES.find((stage) => stage === name);
  return (
    <section className={`card ${styles.panel}`} aria-label={t.testTitle} aria-live="polite">
      <h2 className={styles.heading}>{t.testTitle}</h2>
      {pending ? (
        <p>
          <Spin size="small" /> {t.testing}
        </p>
      ) : !report ? (
        <p className="quiet">{t.testHint}</p>
      ) : (
        <>
          <Alert type={report.ok ? "success" : "error"} showIcon title={report.text} style={{ marginTop: 8 }} />
          <ol className={styles.stages}>
            {report.stages.map((stage) => {
              const known = named(stage.name);
              return (
                <li key={stage.name} className={styles.stage}>
                  {stage.ok ? <CheckCircleFilled style={{ color: "var(--ok)" }} /> : <CloseCircleFilled style={{ color: "var(--danger)" }} />}
                  <span>{known ? t[known] : stage.name}</span>
                  <span className="quiet">{t.ms(stage.ms)}</span>
                  {stage.advice && <p className={styles.advice}>{stage.advice}</p>}
                </li>
              );
            })}
          </ol>
          {report.dialogue.length > 0 && (
            <Collapse
              ghost
              size="small"
              items={[{ key: "dialogue", label: t.dialogue, children: <pre className={`code ${styles.dialogue}`} tabIndex={0}>{report.dialogue.join("\n")}</pre> }]}
            />
          )}
        </>
      )}
    </section>
  );
}
