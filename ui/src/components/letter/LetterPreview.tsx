import { PaperClipOutlined } from "@ant-design/icons";
import { Tabs } from "antd";
import type { components } from "@/api/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { HtmlFrame } from "./HtmlFrame";
import styles from "./LetterPreview.module.css";
import { Size } from "./Size";
import { texts } from "./texts";

export type Letter = components["schemas"]["PreviewShape"];

/** A letter before it is sent: who, about what, and its text, HTML, headers and source. */
export function LetterPreview({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const people = (["from", "to", "cc", "bcc"] as const).filter((role) => letter[role].length > 0);
  const tabs = [
    letter.html !== null && { key: "html", label: t.html, children: <HtmlFrame html={letter.html} /> },
    letter.text !== null && { key: "text", label: t.text, children: <pre className={styles.text}>{letter.text}</pre> },
    { key: "headers", label: t.headers, children: <Headers headers={letter.headers} /> },
    { key: "source", label: t.source, children: <pre className={`${styles.text} code`}>{letter.source}</pre> },
  ].filter((tab) => tab !== false);
  return (
    <article className={styles.letter}>
      <dl className={styles.head}>
        {people.map((role) => (
          <div key={role}>
            <dt>{t[role]}</dt>
            <dd>{letter[role].map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ")}</dd>
          </div>
        ))}
        <div>
          <dt>{t.subject}</dt>
          <dd><strong>{letter.subject || t.noSubject}</strong></dd>
        </div>
      </dl>
      <Tabs size="small" items={tabs} />
      {letter.attachments.length > 0 && (
        <ul className={styles.files} aria-label={t.attachments}>
          {letter.attachments.map((file) => (
            <li key={file.name} className={styles.file}>
              <PaperClipOutlined aria-hidden /> {file.name} <span className="quiet"><Size bytes={file.size} /></span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Headers({ headers }: { headers: Letter["headers"] }) {
  return (
    <table className={styles.headers}>
      <tbody>
        {headers.map(([name, value], index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
