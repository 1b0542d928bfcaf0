import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { useDesign, type Parts } from "./context";
import styles from "./Designer.module.css";
import { Fields, part } from "./Fields";
import { cellAt, isGroup, moveCell, removeCell, setCell, spotBeside, type Cell, type Direction, type Place } from "./layout";
import { TabList } from "./TabList";
import { texts } from "./texts";
import { useCellTitle } from "./useCellTitle";

/** The properties of the chosen cell with its moves, or what belongs there while nothing is chosen. */
export function CellPanel({ children }: { children: ReactNode }) {
  const t = useTexts(texts);
  const { rows, chosen } = useDesign();
  const cell = chosen && cellAt(rows, chosen);
  return (
    <section className={`card ${styles.panel}`} aria-label={cell ? t.properties : t.formProperties}>
      {cell && chosen ? <CellProperties key={chosen.join(".")} cell={cell} place={chosen} /> : children}
    </section>
  );
}

const MOVES: readonly [Direction, ReactNode][] = [
  ["up", <ArrowUpOutlined key="up" aria-hidden />],
  ["down", <ArrowDownOutlined key="down" aria-hidden />],
  ["left", <ArrowLeftOutlined key="left" aria-hidden />],
  ["right", <ArrowRightOutlined key="right" aria-hidden />],
];

function CellProperties({ cell, place }: { cell: Cell; place: Place }) {
  const t = useTexts(texts);
  const { schema: template } = useTemplate();
  const { rows, parts, changeRows } = useDesign();
  const { title } = useCellTitle(cell);
  const put = (next: Cell) => changeRows((held) => setCell(held, place, next));
  return (
    <>
      <h3 className={styles.heading}>{title}</h3>
      <div className={styles.moves}>
        {MOVES.map(([direction, icon]) => {
          const spot = spotBeside(rows, place, direction);
          return (
            <Button
              key={direction}
              icon={icon}
              aria-label={t[direction]}
              title={t[direction]}
              disabled={!spot}
              onClick={() => spot && changeRows((held) => moveCell(held, place, spot), cell)}
            />
          );
        })}
        <Button danger icon={<DeleteOutlined aria-hidden />} aria-label={t.takeOff} title={t.takeOff} onClick={() => changeRows((held) => removeCell(held, place), null)} />
      </div>
      {cell.tabs ? (
        <TabList cell={cell} place={place} onChange={put} />
      ) : (
        <Fields schema={part(template, "Cell")} root={template} values={cell as unknown as Values} of="cell" only={fieldsOf(cell, parts)} onChange={(values) => put(values as Cell)} />
      )}
    </>
  );
}

const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  document: ["max_files", "allow_delete"],
  account: ["view"],
  record: ["view"],
};

/** What can be set for a cell of its kind. */
function fieldsOf(cell: Cell, parts: Parts): readonly string[] {
  if (isGroup(cell)) return ["group"];
  if (typeof cell.text === "string") return ["text"];
  if (typeof cell.divider === "string") return ["divider"];
  if (cell.button) return ["title"];
  const shown = parts.attributes.find((one) => one.name === cell.attribute);
  return ["title", "access", "hint", ...(OF_TYPE[shown?.data_type ?? ""] ?? [])];
}
