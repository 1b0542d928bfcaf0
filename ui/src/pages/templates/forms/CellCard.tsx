import { AppstoreOutlined, FolderOutlined, FontSizeOutlined, LineOutlined, PlayCircleOutlined, TagOutlined, WarningOutlined } from "@ant-design/icons";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { RowList } from "./Canvas";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { isGroup, moveCell, removeCell, spotBeside, type Cell, type Direction, type Place } from "./layout";
import { TabsInside } from "./TabsInside";
import { texts } from "./texts";
import { useCellTitle } from "./useCellTitle";

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** One cell: chosen by pressing it, dragged, moved by Alt and arrows, removed by Delete. */
export function CellCard({ cell, place }: { cell: Cell; place: Place }) {
  const t = useTexts(texts);
  const { rows, chosen, choose, changeRows, drag } = useDesign();
  const { title, isMissing } = useCellTitle(cell);
  const button = useRef<HTMLButtonElement>(null);
  const isChosen = chosen !== null && chosen.join() === place.join();

  useEffect(() => {
    if (!isChosen) return;
    // A tab that opens for it shows its contents in the next frame.
    const frame = requestAnimationFrame(() => button.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [isChosen]);

  const press = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (event.altKey && direction) {
      event.preventDefault();
      const spot = spotBeside(rows, place, direction);
      if (spot) changeRows((held) => moveCell(held, place, spot), cell);
    } else if (event.key === "Delete") {
      changeRows((held) => removeCell(held, place), null);
    }
  };
  return (
    <div
      className={`${styles.cell} ${isGroup(cell) || cell.tabs ? styles.group : ""} ${isChosen ? styles.chosen : ""}`}
      draggable
      onDragStart={(event) => {
        event.stopPropagation();
        event.dataTransfer.setData("text/plain", title);
        drag(place);
      }}
      onDragEnd={() => drag(null)}
    >
      <button ref={button} type="button" className={styles.cellButton} aria-pressed={isChosen} onClick={() => choose(place)} onKeyDown={press}>
        <Icon cell={cell} />
        <span className={styles.itemLabel}>{title}</span>
        {cell.access && cell.access !== "editable" && <span className="quiet">{t[cell.access]}</span>}
        {isMissing && <span className={styles.missing}><WarningOutlined aria-hidden /> {t.missing}</span>}
      </button>
      {isGroup(cell) && (
        <div className={styles.inside}>
          {(cell.rows ?? []).length === 0 && <p className="quiet">{t.emptyArea}</p>}
          <RowList rows={cell.rows ?? []} inside={[...place, 0]} />
        </div>
      )}
      {cell.tabs && <TabsInside cell={cell} place={place} />}
    </div>
  );
}

function Icon({ cell }: { cell: Cell }) {
  const { parts } = useDesign();
  if (isGroup(cell)) return <AppstoreOutlined aria-hidden />;
  if (cell.tabs) return <FolderOutlined aria-hidden />;
  if (typeof cell.divider === "string") return <LineOutlined aria-hidden />;
  if (cell.button) return <PlayCircleOutlined aria-hidden />;
  if (cell.attribute) return <TagOutlined aria-hidden className={parts.attributes.some((one) => one.name === cell.attribute && one.required) ? styles.needed : undefined} />;
  return <FontSizeOutlined aria-hidden />;
}
