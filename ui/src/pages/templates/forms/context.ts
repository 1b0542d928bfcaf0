import { createContext, useContext } from "react";
import type { Cell, FormBody, Place, Rows, Spot } from "./layout";

/** What the parts of the form designer share. */
export interface DesignContext {
  readonly form: FormBody;
  readonly index: number;
  /** The chosen cell. */
  readonly chosen: Place | null;
  readonly choose: (place: Place | null) => void;
  /** Change the rows; `follow` is the cell that stays chosen. */
  readonly changeRows: (edit: (rows: Rows) => Rows, follow?: Cell | null) => void;
  /** What is being dragged: a cell of the form, or a new one from the palette. */
  readonly dragged: Place | Cell | null;
  readonly drag: (what: Place | Cell | null) => void;
  readonly drop: (spot: Spot) => void;
}

export const Design = createContext<DesignContext | null>(null);

export function useDesign(): DesignContext {
  const found = useContext(Design);
  if (!found) throw new Error("a part outside of the form designer");
  return found;
}

export const isPlace = (what: Place | Cell | null): what is Place => Array.isArray(what);
