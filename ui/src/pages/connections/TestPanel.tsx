import { Alert, Collapse } from "antd";
import { useEffect, useRef } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./TestPanel.module.css";
import { texts } from "./texts";
import { TestStage } from "./TestStage";
import type { ConnectionTest } from "./useConnectionTest";

interface Props {
  readonly test: ConnectionTest;
  readonly encrypted: boolean;
  readonly authenticated: boolean;
  readonly sends: boolean;
}

/** What a test of the connection found, stage by stage, while it goes on. */
export function TestPanel({ test, encrypted, authenticated, sends }: Props) {
  const t = useTexts(texts);
  const { report, stages, pending } = test;
  const expected = ["resolve", "connect", ...(encrypted ? ["tls"] : []), "greeting", ...(authenticated ? ["auth"] : []), ...(sends ? ["letter"] : [])];
  const ahead = expected.filter((name) => !stages.some((stage) => stage.name === name));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pending) panel.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, [pending]);
  return (
    <section ref={panel} className={`card ${styles.panel}`} aria-label={t.testTitle} aria-live="polite">
      <h2 className={styles.heading}>{t.testTitle}</h2>
      {!pending && !report && <p className="quiet">{t.testHint}</p>}
      {report && <Alert type={report.ok ? "success" : "error"} showIcon title={report.text} style={{ marginTop: 8 }} />}
      {(pending || report) && (
        <ol className={styles.stages}>
          {stages.map((stage) => <TestStage key={stage.name} name={stage.name} stage={stage} summary={report?.ok === false && !stage.ok ? report.text : undefined} />)}
          {ahead.map((name, index) => <TestStage key={name} name={name} running={pending && index === 0} />)}
        </ol>
      )}
      {report && report.dialogue.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[{ key: "dialogue", label: t.dialogue, children: <Dialogue lines={report.dialogue} /> }]}
        />
      )}
    </section>
  );
}

function Dialogue({ lines }: { lines: readonly string[] }) {
  return (
    <pre className={`code ${styles.dialogue}`} tabIndex={0}>
      {lines.map((line, index) => (
        <span key={index} className={line.startsWith("C:") ? styles.client : undefined}>{`${line}\n`}</span>
      ))}
    </pre>
  );
}

