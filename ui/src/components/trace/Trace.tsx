import { useQuery } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { typesQuery } from "@/api/types";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { arranged } from "./arranged";
import { shownValue } from "./shownValue";
import { texts } from "./texts";
import styles from "./Trace.module.css";

export type Entry = components["schemas"]["TraceEntryShape"];

interface Props {
  readonly steps: readonly Entry[];
  /** Type of the action of that id, for its name. */
  readonly typeOf?: (action: string) => string | undefined;
  /** What people call the place of an expression in the action of that id. */
  readonly placeOf?: (action: string, place: string) => string | undefined;
  /** Show the card of an action. */
  readonly onAction?: (action: string, scenario: string | null) => void;
}

/** What a run did, step by step: actions as headings, under them what was computed, to what, and how long it took. */
export function Trace({ steps, typeOf, placeOf, onAction }: Props) {
  const t = useTexts(texts);
  return (
    <ol className={styles.trace} aria-label={t.trace}>
      {arranged(steps).map((step, index) => (
        <li key={index} className={`${styles.step} ${styles[step.what] ?? ""}`}>
          <Step step={step} typeOf={typeOf} placeOf={placeOf} onAction={onAction} />
          {step.ms !== null && step.ms !== undefined && <span className={styles.ms}>{t.ms(step.ms.toFixed(2))}</span>}
        </li>
      ))}
    </ol>
  );
}

function Step({ step, typeOf, placeOf, onAction }: { step: Entry } & Omit<Props, "steps">) {
  const t = useTexts(texts);
  switch (step.what) {
    case "event":
      return <strong><Named kind="events" type={step.event ?? ""} /> {step.record}</strong>;
    case "action": {
      const type = step.action ? typeOf?.(step.action) : undefined;
      const called = type ? <Named kind="actions" type={type} /> : step.action;
      return onAction && step.action ? (
        <button type="button" className={styles.link} onClick={() => step.action && onAction(step.action, step.scenario ?? null)}>{called}</button>
      ) : (
        <strong>{called}</strong>
      );
    }
    case "expression":
      return <span><code>{placeOf?.(step.action ?? "", step.place ?? "") ?? step.place}</code> = {shownValue(step.result) || <i className="quiet">{t.empty}</i>}</span>;
    case "variables":
      return <span><code>{step.name}</code> := {step.value === null || step.value === undefined ? t.removed : shownValue(step.value)}</span>;
    case "letter":
      return <span>{t.letter(step.route ?? "")}: {shownValue(step.value)}</span>;
    case "ignored":
      return <span>{t.ignored}: {step.text}</span>;
    case "fault":
    case "error":
      return <span>{step.text}</span>;
    case "wait":
      return <span>{t.wait}</span>;
    case "answer":
      return <span>{t.answer(step.state ?? "")}</span>;
    case "detached":
      return <span>{t.detached}</span>;
    default:
      return <span>{t.dropped(step.count ?? 0)}</span>;
  }
}

function Named({ kind, type }: { kind: "events" | "actions"; type: string }) {
  const label = useLabel();
  const { data } = useQuery(typesQuery(kind));
  const found = data?.find((one) => one.type === type);
  return <>{found ? label(found.label) : type}</>;
}
