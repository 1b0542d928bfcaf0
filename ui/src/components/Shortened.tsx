import styles from "./Shortened.module.css";

/** A long text in a cell: one line of it, all of it on demand. The library's own way fixes the widths of all columns. */
export function Shortened({ text }: { text: string }) {
  return text === "" ? <span className="quiet">—</span> : <span className={styles.text} title={text}>{text}</span>;
}
