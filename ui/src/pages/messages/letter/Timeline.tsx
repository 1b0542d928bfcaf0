import type { Letter } from "@/api/letters";
import { Block } from "@/components/Block";
import { STATES, type Tone } from "@/components/states";
import { Time } from "@/components/Time";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "../Messages.module.css";
import { texts } from "./texts";

interface Moment {
  readonly at: string;
  readonly what: string;
  readonly text: string | null;
  readonly note?: string;
  readonly tone?: Tone;
}

const OUTCOMES: Readonly<Record<string, Tone>> = { accepted: "good", rejected: "bad", failed: "bad", deferred: "waiting", uncertain: "waiting" };

/** What happened to the letter: its states and its tries, with the server's words; the newest first. */
export function Timeline({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const label = useLabel();
  const states = letter.changes.map((change): Moment => {
    const known = STATES[change.state];
    return { at: change.at, what: known ? label(known.label) : change.state, text: change.why, tone: known?.tone };
  });
  const tries = letter.attempts.map((attempt): Moment => {
    const outcome = attempt.outcome === null ? t.goesOn : (({ accepted: t.accepted, deferred: t.deferred, rejected: t.rejected, uncertain: t.uncertain, failed: t.failed, partly: t.partly }) as Record<string, string>)[attempt.outcome] ?? attempt.outcome;
    return {
      at: attempt.ended ?? attempt.started,
      what: `${t.attempt(attempt.server ?? t.anyServer)} — ${outcome}`,
      text: attempt.text,
      note: t.worker(attempt.worker),
      tone: attempt.outcome === null ? "busy" : OUTCOMES[attempt.outcome],
    };
  });
  const moments = [...states, ...tries].toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <Block title={t.timeline}>
      <ol className={styles.timeline}>
        {moments.map((moment, index) => (
          <li key={index} className={styles.moment} data-tone={moment.tone}>
            <div className={styles.who}>
              <span>{moment.what}</span>
              <span className="quiet"><Time value={moment.at} /></span>
            </div>
            {moment.text && <div className={styles.answer}>{moment.text}</div>}
            {moment.note && <div className={styles.answer}>{moment.note}</div>}
          </li>
        ))}
      </ol>
    </Block>
  );
}
