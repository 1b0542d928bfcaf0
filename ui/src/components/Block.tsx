import { useId, type ReactNode } from "react";
import styles from "./Block.module.css";

/** A card with a heading, such as those beside a letter. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={`card ${styles.block}`} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}
