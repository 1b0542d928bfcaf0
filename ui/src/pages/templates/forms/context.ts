import { createContext, useContext } from "react";
import type { Cell, Inside, Place, Rows, Spot } from "./layout";

/** What a field may stand for: an attribute of the template, or a variable of a button's dialog. */
export interface FieldPart {
  readonly name: string;
  readonly title: string;
  readonly data_type: string;
  readonly required?: unknown;
}

/** What may be put on the form beside its layout. */
export interface Parts {
  readonly attributes: readonly FieldPart[];
  /** None where a form has no buttons. */
  readonly buttons: readonly { readonly name: string; readonly title: string }[] | null;
}

/** What the parts of the form designer share. */
export interface DesignContext {
  readonly rows: Rows;
  readonly parts: Parts;
  /** The chosen cell. */
  readonly chosen: Place | null;
  readonly choose: (place: Place | null) => void;
  /** Change the rows; `follow` is the cell that stays chosen. */
  readonly changeRows: (edit: (rows: Rows) => Rows, follow?: Cell | null) => void;
  /** What is being dragged: a cell of the form, or a new one from the palette. */
  readonly dragged: Place | Cell | null;
  readonly drag: (what: Place | Cell | null) => void;
  readonly drop: (spot: Spot) => void;
  /** The number of the tab that is open in a cell with tabs. */
  readonly openTab: (place: Place) => number;
  readonly showTab: (tab: Inside) => void;
}

export const Design = createContext<DesignContext | null>(null);

export function useDesign(): DesignContext {
  const found = useContext(Design);
  if (!found) throw new Error("a part outside of the form designer");
  return found;
}

export const isPlace = (what: Place | Cell | null): what is Place => Array.isArray(what);
