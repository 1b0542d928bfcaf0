import { useState, type ReactNode } from "react";
import { useDesigner } from "./context";
import styles from "./Designer.module.css";
import { isInside, move, type Path } from "./tree";

/** The line between two cards: holds the plus, and takes a card that is dropped there, never one into itself. */
export function DropPlace({ list, index, children }: { list: Path; index: number; children: ReactNode }) {
  const { dragged, drag, change } = useDesigner();
  const [isOver, setOver] = useState(false);
  const takes = dragged !== null && !isInside(list, dragged);
  return (
    <div
      className={`${styles.between} ${takes ? styles.takes : ""} ${takes && isOver ? styles.over : ""}`}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (takes && dragged) change((body) => move(body, dragged, list, index));
        drag(null);
      }}
    >
      {children}
    </div>
  );
}
