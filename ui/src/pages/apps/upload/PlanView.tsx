import { Checkbox, Collapse } from "antd";
import { ToneTag } from "@/components/ToneTag";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Plan, Step } from "../queries";
import { StepView } from "./StepView";
import { TONES } from "./tones";
import styles from "./Upload.module.css";
import { texts } from "./texts";

const ORDER = Object.keys(TONES) as Step["action"][];

interface Props {
  readonly plan: Plan;
  readonly done: boolean;
  readonly prune: boolean;
  /** Absent when there is nothing to choose any more. */
  readonly onPrune?: (prune: boolean) => void;
}

/** What a package creates, changes, deletes and leaves, or did so. */
export function PlanView({ plan, done, prune, onPrune }: Props) {
  const t = useTexts(texts);
  const app = plan.steps.find((step) => step.kind === "app")?.title ?? plan.app ?? "";
  const changed = ORDER.flatMap((action) => plan.steps.filter((step) => step.action === action && (action !== "unchanged" || step.problems.length > 0)));
  const left = plan.steps.filter((step) => !changed.includes(step));
  return (
    <section aria-label={done ? t.done(app) : t.plan(app)}>
      <div role="status"><h2 className={styles.heading}>{done ? t.done(app) : t.plan(app)}</h2></div>
      <div className={styles.counts}>
        {ORDER.map((action) => {
          const count = plan.steps.filter((step) => step.action === action).length;
          return count > 0 && <ToneTag key={action} tone={TONES[action]}>{t.counts(count, t[action])}</ToneTag>;
        })}
      </div>
      {changed.length === 0 && <p className="quiet">{t.nothing}</p>}
      <ul className={styles.steps}>
        {changed.map((step) => <StepView key={`${step.kind} ${step.name}`} step={step} done={done} />)}
      </ul>
      {left.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[{ key: "left", label: t.left(left.length), children: <ul className={styles.steps}>{left.map((step) => <StepView key={`${step.kind} ${step.name}`} step={step} done={done} />)}</ul> }]}
        />
      )}
      {onPrune && <Checkbox checked={prune} onChange={(event) => onPrune(event.target.checked)} className={styles.prune}>{t.prune}</Checkbox>}
    </section>
  );
}
