import { useQuery } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { typesQuery } from "@/api/types";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { RecordLink } from "../RecordLink";
import { arranged } from "./arranged";
import { shownValue } from "./shownValue";
import { texts } from "./texts";
import styles from "./Trace.module.css";

export type Entry = components["schemas"]["TraceEntryShape"];

interface Props {
  readonly steps: readonly Entry[];
  /** The card of the action of that id in a scenario: its type, and in one line what it does. */
  readonly cardOf?: (action: string, scenario: string | null) => { readonly action: { readonly type: string }; readonly title: string } | undefined;
  /** What people call the place of an expression in the action of that id. */
  readonly placeOf?: (action: string, place: string, scenario: string | null) => string | undefined;
  /** Show the card of an action. */
  readonly onAction?: (action: string, scenario: string | null) => void;
}

/** What a run did, step by step: actions as headings, under them what was computed, to what, and how long it took. */
export function Trace({ steps, ...of }: Props) {
  const t = useTexts(texts);
  return (
    <ol className={styles.trace} aria-label={t.trace}>
      {arranged(steps).map((step, index) => (
        <li key={index} className={`${styles.step} ${styles[step.what] ?? ""}`}>
          <Step step={step} {...of} />
          {step.ms !== null && step.ms !== undefined && <span className={styles.ms}>{t.ms(step.ms.toFixed(2))}</span>}
        </li>
      ))}
    </ol>
  );
}

function Step({ step, cardOf, placeOf, onAction }: { step: Entry } & Omit<Props, "steps">) {
  const t = useTexts(texts);
  switch (step.what) {
    case "event":
      return <strong><Named kind="events" type={step.event ?? ""} /> {step.record && <RecordLink id={step.record} />}</strong>;
    case "action": {
      const { action = "", scenario = null } = step;
      const card = action ? cardOf?.(action, scenario) : undefined;
      const called = card ? <Named kind="actions" type={card.action.type} /> : action;
      return (
        <span className={styles.card}>
          {onAction && action ? (
            <button type="button" className={styles.link} onClick={() => onAction(action, scenario)}>{called}</button>
          ) : (
            <strong>{called}</strong>
          )}
          {card?.title && <span className={styles.title}>{card.title}</span>}
        </span>
      );
    }
    case "expression":
      return <span><code>{placeOf?.(step.action ?? "", step.place ?? "", step.scenario ?? null) ?? step.place}</code> = {shownValue(step.result) || <i className="quiet">{t.empty}</i>}</span>;
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
