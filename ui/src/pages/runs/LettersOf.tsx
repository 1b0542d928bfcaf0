import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Block } from "@/components/Block";
import { StateTag } from "@/components/StateTag";
import { useTexts } from "@/i18n/LanguageProvider";
import { lettersOfQuery } from "./queries";
import styles from "./Runs.module.css";
import { texts } from "./texts";

/** The letters that a run queued, with their present state. */
export function LettersOf({ run, count }: { run: string; count: number }) {
  const t = useTexts(texts);
  const { data: letters } = useQuery(lettersOfQuery(run));
  const items = letters?.items ?? [];
  return (
    <Block title={t.letters}>
      <ul className={styles.letters}>
        {items.map((letter) => (
          <li key={letter.id}>
            <div>
              <Link to={`/messages/${letter.id}`}>{letter.subject || t.noSubject}</Link>
              <div className="quiet">{letter.recipients.map((one) => one.address).join(", ")}</div>
            </div>
            <StateTag state={letter.state} />
          </li>
        ))}
      </ul>
      {count > items.length && items.length > 0 && <Link to={`/messages?run=${run}`}>{t.allLetters}</Link>}
    </Block>
  );
}
