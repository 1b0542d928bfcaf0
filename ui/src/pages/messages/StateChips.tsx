import { useQuery } from "@tanstack/react-query";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { STATES } from "@/components/states";
import { countsQuery, type LetterState, type Wanted } from "./queries";
import styles from "./Messages.module.css";
import { texts } from "./texts";

interface Props {
  readonly wanted: Wanted;
  readonly onToggle: (state: LetterState) => void;
  readonly onAll: () => void;
}

/** How many letters are in each state; a press limits the list to it. */
export function StateChips({ wanted, onToggle, onAll }: Props) {
  const t = useTexts(texts);
  const label = useLabel();
  const { data } = useQuery(countsQuery(wanted));
  const chosen = wanted.state ?? [];
  const counts = (data?.items ?? []).filter((one) => one.count > 0 || chosen.includes(one.state));
  const all = counts.reduce((sum, one) => sum + one.count, 0);
  const more = counts.some((one) => one.more);
  return (
    <div className={styles.chips} role="group" aria-label={t.states}>
      <button type="button" className={styles.chip} aria-pressed={chosen.length === 0} onClick={onAll}>
        {t.all} <span className={styles.count}>{all}{more && "+"}</span>
      </button>
      {counts.map((one) => {
        const known = STATES[one.state];
        return (
          <button key={one.state} type="button" className={styles.chip} data-tone={known?.tone} aria-pressed={chosen.includes(one.state)} onClick={() => onToggle(one.state)}>
            {known ? label(known.label) : one.label} <span className={styles.count}>{one.count}{one.more && "+"}</span>
          </button>
        );
      })}
    </div>
  );
}
