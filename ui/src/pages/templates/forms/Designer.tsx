import { useMemo, useState, type ReactNode } from "react";
import { Canvas } from "./Canvas";
import { CellPanel } from "./CellPanel";
import { Design, isPlace, type DesignContext, type Parts } from "./context";
import styles from "./Designer.module.css";
import { cellAt, insertCell, moveCell, placeOf, type Cell, type Inside, type Place, type Rows } from "./layout";
import { Palette } from "./Palette";

interface Props {
  readonly rows: Rows;
  readonly onChange: (rows: Rows) => void;
  readonly parts: Parts;
  /** The panel while no cell is chosen. */
  readonly children: ReactNode;
}

/** Palette, rows and properties: of a record's form, or of a button's dialog. */
export function Designer({ rows, onChange, parts, children }: Props) {
  const [chosen, choose] = useState<Place | null>(null);
  const [dragged, drag] = useState<Place | Cell | null>(null);
  const [open, setOpen] = useState<Readonly<Record<string, number>>>({});

  const shared = useMemo<DesignContext>(() => {
    const showTab = (tab: Inside) => setOpen((held) => ({ ...held, [tab.slice(0, -1).join(".")]: tab.at(-1) ?? 0 }));
    const changeRows = (edit: (rows: Rows) => Rows, follow?: Cell | null) => {
      const next = edit(rows);
      onChange(next);
      if (follow === undefined) return;
      const place = follow && placeOf(next, follow);
      // What stands in a tab is seen only while the tab is open.
      for (let end = 3; place && end <= place.length; end += 3) showTab(place.slice(0, end));
      choose(place);
    };
    return {
      rows,
      parts,
      chosen,
      choose,
      changeRows,
      dragged,
      drag,
      drop: (spot) => {
        if (isPlace(dragged)) changeRows((held) => moveCell(held, dragged, spot), cellAt(rows, dragged));
        else if (dragged) changeRows((held) => insertCell(held, spot, dragged), dragged);
        drag(null);
      },
      openTab: (place) => Math.min(open[place.join(".")] ?? 0, (cellAt(rows, place)?.tabs?.length ?? 1) - 1),
      showTab,
    };
  }, [rows, onChange, parts, chosen, dragged, open]);
  return (
    <Design value={shared}>
      <div className={styles.frame}>
        <div className={styles.designer}>
          <Palette />
          <Canvas />
          <CellPanel>{children}</CellPanel>
        </div>
      </div>
    </Design>
  );
}
