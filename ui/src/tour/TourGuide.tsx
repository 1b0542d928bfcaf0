import { CheckCircleFilled, CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { may, useSession } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import styles from "./TourGuide.module.css";
import { useSteps } from "./useSteps";
import { useTour } from "./useTour";

/** What to do next on the way to the first letter, in the corner of every page while the tour is on. */
export function TourGuide() {
  const { isOn } = useTour();
  const mayBuild = may(useSession(), "build");
  return isOn && mayBuild ? <Guide /> : null;
}

function Guide() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { leave } = useTour();
  const steps = useSteps();
  if (steps.some((step) => step.done === undefined)) return null;
  const at = steps.findIndex((step) => !step.done);
  const next = steps[at];
  return (
    <section className={`card ${styles.guide}`} aria-label={t.tour} aria-live="polite">
      <header className={styles.header}>
        <strong>{next ? t.step(at + 1, steps.length) : t.finished}</strong>
        <span className={styles.dots} aria-hidden>
          {steps.map((step) => (
            <span key={step.name} className={step.done ? styles.done : styles.dot} />
          ))}
        </span>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={t.leave} title={t.leaveHint} onClick={leave} />
      </header>
      {next ? (
        <>
          <p className={styles.hint}>{t[next.name]}</p>
          <Button type="primary" onClick={() => void navigate(next.to)}>
            {t.open}
          </Button>
        </>
      ) : (
        <p className={styles.hint}>
          <CheckCircleFilled aria-hidden style={{ color: "var(--ok)" }} /> {t.finished}
        </p>
      )}
    </section>
  );
}
