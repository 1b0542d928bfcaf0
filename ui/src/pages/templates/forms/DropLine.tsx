import { useState } from "react";
import { isPlace, useDesign } from "./context";
import styles from "./Designer.module.css";
import type { Spot } from "./layout";

/** A line that takes what is dropped on it: between rows, or upright between the cells of a row. */
export function DropLine({ spot, upright = false, last = false }: { spot: Spot; upright?: boolean; last?: boolean }) {
  const { dragged, drop } = useDesign();
  const [isOver, setOver] = useState(false);
  const intoItself = isPlace(dragged) && dragged.every((step, at) => spot.inside[at] === step);
  const takes = dragged !== null && !intoItself;
  const classes = [upright ? styles.upright : styles.line, last && styles.last, takes && styles.takes, takes && isOver && styles.over];
  return (
    <div
      className={classes.filter(Boolean).join(" ")}
      data-spot={`${[...spot.inside, spot.row].join(".")}${spot.column === null ? "" : `:${spot.column}`}`}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        if (takes) drop(spot);
      }}
    />
  );
}
