import { useQuery } from "@tanstack/react-query";
import type { Letter } from "@/api/letters";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "../Messages.module.css";
import { explanationQuery } from "../queries";
import { texts } from "./texts";

const IN_LINE = ["in_line", "no_worker", "sending"];

/** Why a letter is where it is, and when it is tried next. */
export function WhyItWaits({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const { data } = useQuery(explanationQuery(letter.id));
  const waiting = data?.waiting;
  if (!waiting || letter.state === "sent") return null;
  return (
    <section className={`card ${styles.block}`} aria-labelledby="where-it-stands">
      <h2 id="where-it-stands" className={styles.heading}>{t.where}</h2>
      <p style={{ margin: 0, overflowWrap: "anywhere" }}>{waiting.text}</p>
      {waiting.reason !== "final" && (
        <p className="quiet" style={{ margin: "8px 0 0" }}>
          {t.nextTry}: {waiting.next_try ? <Time value={waiting.next_try} /> : IN_LINE.includes(waiting.reason) ? t.asSoon : "—"}
          <br />
          {t.attempts}: {waiting.attempts}
        </p>
      )}
    </section>
  );
}
