import { useTexts } from "@/i18n/LanguageProvider";
import { shownValue } from "@/components/trace/shownValue";
import type { Tried } from "./queries";
import { texts } from "./texts";
import styles from "./Trial.module.css";

/** Records that would change: attribute by attribute, before and after. */
export function Changes({ changes }: { changes: Tried["changes"] }) {
  const t = useTexts(texts);
  return changes.map((change) => (
    <table key={change.record} className={styles.changes}>
      <caption>
        {change.template} · {change.change === "created" ? t.created : change.record}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t.attribute}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {change.values.map((value) => (
          <tr key={value.attribute}>
            <td>{value.attribute}</td>
            <td className="quiet">{shownValue(value.before) || t.nothing}</td>
            <td>{shownValue(value.after) || t.nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  ));
}
