import { useMemo, useState } from "react";
import { useTemplate } from "../editor/context";
import { Canvas } from "./Canvas";
import { CellPanel } from "./CellPanel";
import { Design, isPlace, type DesignContext } from "./context";
import styles from "./Designer.module.css";
import { FormBar } from "./FormBar";
import { insertCell, moveCell, placeOf, cellAt, type Cell, type Place, type Rows } from "./layout";
import { Palette } from "./Palette";

/** «Формы»: palette, the rows of one form, and the properties of what is chosen. */
export function FormsTab() {
  const { body, change } = useTemplate();
  const [at, setAt] = useState(() => Math.max(body.forms.findIndex((form) => form.is_default), 0));
  const [chosen, choose] = useState<Place | null>(null);
  const [dragged, drag] = useState<Place | Cell | null>(null);
  const index = Math.min(at, body.forms.length - 1);
  const form = body.forms[index];

  const shared = useMemo<DesignContext | null>(() => {
    if (!form) return null;
    const changeRows = (edit: (rows: Rows) => Rows, follow?: Cell | null) => {
      const rows = edit(form.rows);
      change((held) => ({ ...held, forms: held.forms.map((one, place) => (place === index ? { ...one, rows } : one)) }));
      if (follow !== undefined) choose(follow && placeOf(rows, follow));
    };
    return {
      form,
      index,
      chosen,
      choose,
      changeRows,
      dragged,
      drag,
      drop: (spot) => {
        if (isPlace(dragged)) changeRows((rows) => moveCell(rows, dragged, spot), cellAt(form.rows, dragged));
        else if (dragged) changeRows((rows) => insertCell(rows, spot, dragged), dragged);
        drag(null);
      },
    };
  }, [form, index, chosen, dragged, change]);

  const show = (next: number) => {
    setAt(next);
    choose(null);
  };
  return (
    <>
      <FormBar index={index} onShow={show} />
      {shared && (
        <Design value={shared}>
          <div className={styles.designer}>
            <Palette />
            <Canvas />
            <CellPanel />
          </div>
        </Design>
      )}
    </>
  );
}
