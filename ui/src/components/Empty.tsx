import type { ReactNode } from "react";
import styles from "./Empty.module.css";

/** An empty place that says what it is for and what to do next. */
export function Empty({ title, hint, action, icon }: { title: string; hint?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className={styles.empty}>
      {icon && <div className={styles.icon} aria-hidden>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
