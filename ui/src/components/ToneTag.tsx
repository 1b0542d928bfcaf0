import type { ReactNode } from "react";
import type { Tone } from "./states";
import styles from "./ToneTag.module.css";

/** A word with the colour of what it means: readable in both schemes. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
