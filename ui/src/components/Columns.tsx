import type { ReactNode } from "react";
import styles from "./Columns.module.css";

/** A page of one thing: what it is about, and beside it, on wide windows, what belongs to it. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.columns}>
      {children}
      <aside className={styles.side}>{side}</aside>
    </div>
  );
}
