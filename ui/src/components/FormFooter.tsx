import type { ReactNode } from "react";
import styles from "./FormFooter.module.css";

/** The commands of a form, at the right of a bar that stays in sight: leave first, the main one last. */
export function FormFooter({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <footer className={styles.footer}>
      <span className={styles.note}>{note}</span>
      <div className={styles.commands} data-mark="commands">{children}</div>
    </footer>
  );
}
