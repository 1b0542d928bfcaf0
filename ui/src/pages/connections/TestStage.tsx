import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./TestPanel.module.css";
import { texts } from "./texts";
import type { Stage } from "./useConnectionTest";

const STAGES = ["resolve", "connect", "tls", "greeting", "auth", "letter"] as const;
/** Said elsewhere: the error above the stages, its kind for programs. */
const TOLD = ["error", "kind"];

interface Props {
  readonly name: string;
  /** Left out while the stage has not been reached. */
  readonly stage?: Stage;
  readonly running?: boolean;
  /** The error as the panel's heading has it, which need not be said twice. */
  readonly summary?: string;
}

/** One stage: how it went, how long it took, what was found, and the way out where it failed. */
export function TestStage({ name, stage, running, summary }: Props) {
  const t = useTexts(texts);
  const known = STAGES.find((one) => one === name);
  const error = stage?.detail.error;
  const facts = Object.entries(stage?.detail ?? {}).filter(([key]) => !TOLD.includes(key));
  return (
    <li className={styles.stage}>
      <Mark stage={stage} running={running} />
      <span className={stage || running ? undefined : "quiet"}>{known ? t[known] : name}</span>
      <span className="quiet">{stage && t.ms(stage.ms)}</span>
      {error && error !== summary && <p className={styles.error}>{error}</p>}
      {stage?.advice && <p className={styles.advice}>{stage.advice}</p>}
      {facts.length > 0 && <p className={styles.facts}>{facts.map(([, value]) => value).join(" · ")}</p>}
    </li>
  );
}

function Mark({ stage, running }: Pick<Props, "stage" | "running">) {
  const t = useTexts(texts);
  if (running) return <LoadingOutlined spin aria-label={t.testing} />;
  if (!stage) return <MinusCircleOutlined className="quiet" aria-label={t.notReached} />;
  return stage.ok ? <CheckCircleFilled className={styles.ok} aria-label={t.passed} /> : <CloseCircleFilled className={styles.failed} aria-label={t.failedStage} />;
}
