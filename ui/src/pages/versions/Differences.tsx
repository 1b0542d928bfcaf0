import type { Schema } from "@/forms/schema";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./Differences.module.css";
import { fieldTitle } from "./fieldTitle";
import { pairsOf } from "./lines";
import type { Difference } from "./queries";
import { shownValue } from "./shownValue";
import { texts } from "./texts";

/** What differs, property by property, both sides beside each other. */
export function Differences({ changes, schema }: { changes: readonly Difference[]; schema?: Schema }) {
  const t = useTexts(texts);
  const label = useLabel();
  if (changes.length === 0) return <p className="quiet">{t.same}</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t.field}>
      {changes.map(({ path, before, after }) => (
        <table key={path} className={styles.change}>
          <caption className={styles.field}>{path === "" ? t.whole : fieldTitle(path, schema, label)}</caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t.before}</th>
              <th scope="col">{t.after}</th>
            </tr>
          </thead>
          <tbody>
            {pairsOf(shownValue(before, t), shownValue(after, t)).map((pair, index) => (
              <tr key={index} data-equal={pair.equal}>
                <td className={styles.before}>{pair.before}</td>
                <td className={styles.after}>{pair.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
