import { CloseCircleFilled, WarningFilled } from "@ant-design/icons";
import type { KeyboardEvent, ReactNode } from "react";
import type { Problem } from "@/api/problem";
import styles from "./Designer.module.css";
import type { Tint } from "./looks";

interface Props {
  /** The place of the card, for links from a finding. */
  readonly anchor: string;
  readonly icon: ReactNode;
  readonly tint: Tint;
  readonly type: string;
  readonly summary: string;
  readonly problems: readonly Problem[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onKey?: (key: "up" | "down" | "delete") => void;
  readonly onDrag?: (isDragged: boolean) => void;
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

/** The look of a block: a tinted header with icon and TYPE, one line of summary, a red frame when something is wrong. */
export function Card({ anchor, icon, tint, type, summary, problems, isOpen, onOpen, onKey, onDrag, tools, children }: Props) {
  const errors = problems.filter((problem) => problem.severity !== "warning");
  const state = errors.length > 0 ? styles.faulty : problems.length > 0 ? styles.doubtful : "";
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const key = event.altKey && event.key === "ArrowUp" ? "up" : event.altKey && event.key === "ArrowDown" ? "down" : event.key === "Delete" ? "delete" : null;
    if (key && onKey) {
      event.preventDefault();
      onKey(key);
    }
  };
  return (
    <article
      className={`${styles.card} ${state} ${isOpen ? styles.open : ""}`}
      data-tint={tint}
      data-anchor={anchor}
      aria-label={`${type}: ${summary}`}
      draggable={onDrag !== undefined}
      onDragStart={(event) => {
        event.stopPropagation();
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", anchor);
        // Later: a change of the page while the drag begins would end it.
        setTimeout(() => onDrag?.(true));
      }}
      onDragEnd={() => onDrag?.(false)}
    >
      <div className={styles.head}>
        <button type="button" className={styles.heading} onClick={onOpen} onKeyDown={press}>
          <span className={styles.icon} aria-hidden>{icon}</span>
          <span className={styles.type}>{type}</span>
          <span className={styles.summary}>{summary}</span>
        </button>
        {tools}
      </div>
      {problems.length > 0 && (
        <ul className={styles.told}>
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              {problem.severity === "warning" ? <WarningFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {problem.message}
            </li>
          ))}
        </ul>
      )}
      {children && <div className={styles.inside}>{children}</div>}
    </article>
  );
}
