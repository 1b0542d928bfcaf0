import { CheckCircleFilled, CloseOutlined } from "@ant-design/icons";
import { Button, Grid } from "antd";
import { lazy, Suspense } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { may, useSession } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import styles from "./TourGuide.module.css";
import { useBuild } from "./useBuild";
import { useSteps, type TourStep } from "./useSteps";
import { useTour } from "./useTour";

const Bubbles = lazy(() => import("./bubbles/Bubbles"));

/** What to do next on the way to the first letter, on every page while the tour is on: below the navigation, or else in the corner. */
export function TourGuide({ isBeside = false }: { isBeside?: boolean }) {
  const { isOn } = useTour();
  const mayBuild = may(useSession(), "build");
  return isOn && mayBuild ? <Guide isBeside={isBeside} /> : null;
}

function Guide({ isBeside }: { isBeside: boolean }) {
  const t = useTexts(texts);
  const { leave, skipped } = useTour();
  const steps = useSteps();
  if (steps.some((step) => step.done === undefined)) return null;
  const at = steps.findIndex((step) => !step.done && !skipped.includes(step.name));
  const next = steps[at];
  const isSent = steps.at(-1)?.done;
  return (
    <section className={`card ${styles.guide} ${isBeside ? styles.beside : styles.corner}`} aria-label={t.tour} aria-live="polite">
      <header className={styles.header}>
        <strong>{next ? t.step(at + 1, steps.length) : t.end}</strong>
        <span className={styles.dots} aria-hidden>
          {steps.map((step) => (
            <span key={step.name} className={step.done ? styles.done : step === next ? styles.now : styles.dot} />
          ))}
        </span>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={t.leave} title={t.leaveHint} onClick={leave} />
      </header>
      {next ? (
        <Next key={next.name} step={next} />
      ) : (
        <>
          <p className={styles.hint}>
            {isSent && <CheckCircleFilled aria-hidden style={{ color: "var(--ok)" }} />} {isSent ? t.finished : t.skippedSome}
          </p>
          <Link to={isSent ? "/messages" : "/"}>{isSent ? t.toLetters : t.toStart}</Link>
        </>
      )}
    </section>
  );
}

function Next({ step }: { step: TourStep }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { points, setPoints, skip } = useTour();
  const isWide = Grid.useBreakpoint().md ?? innerWidth >= 768;
  const building = useBuild(step.name);
  const isHere = pathname.startsWith(step.to.replace(/\/new$/, ""));
  return (
    <>
      <p className={styles.hint}>{t[step.name]}</p>
      <div className={styles.commands}>
        {!isHere && (
          <Button type="primary" size="small" onClick={() => void navigate(step.to)}>
            {t.open}
          </Button>
        )}
        {building && (
          <Button size="small" onClick={building.run} loading={building.isBusy} title={t.buildHint}>
            {t.build}
          </Button>
        )}
        {isWide && isHere && !points && (
          <Button type="text" size="small" onClick={() => setPoints(true)}>
            {t.point}
          </Button>
        )}
        <Button type="text" size="small" onClick={() => skip(step.name)}>
          {t.skip}
        </Button>
      </div>
      {isWide && points && (
        <Suspense>
          <Bubbles step={step.name} onClose={() => setPoints(false)} />
        </Suspense>
      )}
    </>
  );
}
