import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./Overview.module.css";

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly to: string;
  readonly alarming?: boolean;
  readonly children: ReactNode;
}

/** A card of the overview with its heading as the way on. */
export function Tile({ icon, title, to, alarming, children }: Props) {
  return (
    <section className={`card ${styles.tile}`}>
      <h2 className={styles.title}>
        <span className={alarming ? styles.alarm : styles.icon} aria-hidden>{icon}</span> <Link to={to}>{title}</Link>
      </h2>
      {children}
    </section>
  );
}
