import { AppstoreOutlined, FontSizeOutlined, PlayCircleOutlined, TagOutlined, WarningOutlined } from "@ant-design/icons";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { RowList } from "./Canvas";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { isGroup, moveCell, removeCell, spotBeside, type Cell, type Direction, type Place } from "./layout";
import { texts } from "./texts";
import { useCellTitle } from "./useCellTitle";

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** One cell: chosen by pressing it, dragged, moved by Alt and arrows, removed by Delete. */
export function CellCard({ cell, place }: { cell: Cell; place: Place }) {
  const t = useTexts(texts);
  const { form, chosen, choose, changeRows, drag } = useDesign();
  const { title, isMissing } = useCellTitle(cell);
  const button = useRef<HTMLButtonElement>(null);
  const isChosen = chosen !== null && chosen.join() === place.join();

  useEffect(() => {
    if (isChosen) button.current?.focus({ preventScroll: true });
  }, [isChosen]);

  const press = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (event.altKey && direction) {
      event.preventDefault();
      const spot = spotBeside(form.rows, place, direction);
      if (spot) changeRows((rows) => moveCell(rows, place, spot), cell);
    } else if (event.key === "Delete") {
      changeRows((rows) => removeCell(rows, place), null);
    }
  };
  return (
    <div
      className={`${styles.cell} ${isGroup(cell) ? styles.group : ""} ${isChosen ? styles.chosen : ""}`}
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
          <RowList rows={cell.rows ?? []} inside={place} />
        </div>
      )}
    </div>
  );
}

function Icon({ cell }: { cell: Cell }) {
  const { body } = useTemplate();
  if (isGroup(cell)) return <AppstoreOutlined aria-hidden />;
  if (cell.button) return <PlayCircleOutlined aria-hidden />;
  if (cell.attribute) return <TagOutlined aria-hidden className={body.attributes.some((one) => one.name === cell.attribute && one.required) ? styles.needed : undefined} />;
  return <FontSizeOutlined aria-hidden />;
}
