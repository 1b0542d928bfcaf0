import { DownloadOutlined, PaperClipOutlined } from "@ant-design/icons";
import type { TabsProps } from "antd";
import type { components } from "@/api/schema";
import type { Texts } from "@/i18n/texts";
import { HtmlFrame } from "./HtmlFrame";
import styles from "./LetterPreview.module.css";
import { RawSource } from "./RawSource";
import { Size } from "./Size";
import type { texts } from "./texts";

export type LetterContent = components["schemas"]["LetterContentShape"];

/** Where the files and the source of a letter are. */
export interface LetterAddresses {
  readonly file: (index: number) => string;
  readonly source: string;
}

/** The tabs of a letter that exists: HTML and text as far as it has them, files, headers, source. */
export function contentTabs(t: Texts<typeof texts>, content: LetterContent, at: LetterAddresses): NonNullable<TabsProps["items"]> {
  const { html, text, files, headers } = content;
  return [
    html !== null && { key: "html", label: t.html, children: <HtmlFrame html={html} files={files.map((file) => ({ ...file, address: at.file(file.index) }))} /> },
    text !== null && { key: "text", label: t.text, children: <pre className={styles.text} tabIndex={0} aria-label={t.text}>{text}</pre> },
    files.length > 0 && {
      key: "files",
      label: `${t.attachments} (${files.length})`,
      children: (
        <ul className={styles.files} aria-label={t.attachments}>
          {files.map((file) => (
            <li key={file.index} className={styles.file}>
              <a href={at.file(file.index)} download={file.name}>
                <PaperClipOutlined aria-hidden /> {file.name}
              </a>{" "}
              <span className="quiet"><Size bytes={file.size} /></span> <DownloadOutlined aria-hidden className="quiet" />
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "headers",
      label: t.headers,
      children: (
        <table className={styles.headers}>
          <tbody>
            {headers.map(({ name, value }, index) => (
              <tr key={index}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ),
    },
    { key: "source", label: t.source, children: <RawSource at={at.source} />, destroyOnHidden: true },
  ].filter((tab) => tab !== false);
}
