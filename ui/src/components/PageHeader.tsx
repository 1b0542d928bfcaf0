import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";
import styles from "./PageHeader.module.css";

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

interface Props {
  /** The title of the page and of the browser's tab. */
  readonly title: string;
  /** Where the page stands: links above the title. */
  readonly crumbs?: readonly Crumb[];
  /** Tags beside the title. */
  readonly marks?: ReactNode;
  /** Commands of the page, at the right. */
  readonly commands?: ReactNode;
}

/** Breadcrumbs, title and commands of a page. */
export function PageHeader({ title, crumbs = [], marks, commands }: Props) {
  useEffect(() => {
    document.title = `${title} · Вестник`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.naming}>
        {crumbs.length > 0 && (
          <nav className={styles.crumbs} aria-label="breadcrumb">
            {crumbs.map((crumb) => (
              <span key={crumb.to}>
                <Link to={crumb.to}>{crumb.label}</Link>
                <span className={styles.divider} aria-hidden>
                  ›
                </span>
              </span>
            ))}
          </nav>
        )}
        <div className={styles.line}>
          <h1 className={styles.title}>{title}</h1>
          {marks}
        </div>
      </div>
      {commands && <div className={styles.commands} data-mark="commands">{commands}</div>}
    </header>
  );
}
