import type { Letter } from "@/api/letters";
import { Block } from "@/components/Block";
import { StateTag } from "@/components/StateTag";
import { ToneTag } from "@/components/ToneTag";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "../Messages.module.css";
import { texts } from "./texts";

/** Each recipient with what the server said. */
export function Recipients({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  return (
    <Block title={t.recipients}>
      <ul className={styles.recipients}>
        {letter.recipients.map((one) => (
          <li key={`${one.role} ${one.address}`} className={styles.recipient}>
            <div className={styles.who}>
              <span>
                {one.role !== "to" && <span className="quiet">{t[one.role]}: </span>}
                {one.address}
              </span>
              <StateTag state={one.state} />
            </div>
            {one.sent_to && <div className={styles.answer}>{t.sentTo(one.sent_to)}</div>}
            {(one.code || one.text) && <div className={styles.answer}>{[one.code, one.text].filter(Boolean).join(" ")}</div>}
            {one.bounced && <div className={styles.answer}><ToneTag tone="bad">{t.bounced}</ToneTag> {one.bounced}</div>}
          </li>
        ))}
      </ul>
    </Block>
  );
}
