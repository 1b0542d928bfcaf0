import type { components } from "@/api/schema";
import { ToneTag } from "@/components/ToneTag";
import { useTexts } from "@/i18n/LanguageProvider";
import { Age } from "./Age";
import { HoldButton } from "./HoldButton";
import styles from "./Queue.module.css";
import { texts } from "./texts";

/** The four data buses: depth, what is being sent, age. */
export function Lanes({ lanes, rules }: { lanes: readonly components["schemas"]["LaneShape"][]; rules: boolean }) {
  const t = useTexts(texts);
  return (
    <ul className={styles.lanes} aria-label={t.lanes}>
      {lanes.map((lane) => (
        <li key={lane.lane} className={`card ${styles.lane}`}>
          <div className={styles.laneHead}>
            <span className={styles.laneName}>{t.lane(lane.lane)}</span>
            {lane.paused && <ToneTag tone="waiting">{t.paused}</ToneTag>}
          </div>
          <div className={styles.depth}>
            <strong>{lane.waiting}</strong> <span className="quiet">{t.letters(lane.waiting)}</span>
          </div>
          <div className={styles.laneFoot}>
            <span className="quiet">
              {t.sending}: {lane.sending}
              <br />
              {t.oldest}: <Age since={lane.oldest} />
            </span>
            {rules && <HoldButton kind="lane" name={String(lane.lane)} called={t.lane(lane.lane)} isHeld={lane.paused} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
