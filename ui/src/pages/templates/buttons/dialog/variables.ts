/** The local variables of a button as data. Nothing here draws. */
import { renamedCells, withoutCells, type Rows } from "../../forms/layout";
import type { AttributeBody } from "../../editor/template";

/** In the columns of the table. */
export const IN_TABLE = ["title", "name", "data_type", "required", "multiple"];

/** Of attributes of records alone: a variable is not stored, searched, computed or linked back. */
export const NOT_OF_VARIABLES = [
  "former_name",
  "log_changes",
  "archived",
  "computed",
  "expression",
  "check_expression",
  "check_message",
  "is_title",
  "unique",
  "searchable",
  "delete_linked",
  "two_way",
  "allowed",
];

/** How the scenario of the button reads a variable. */
export const readBy = (name: string): string => `$$dialogVariables->${name}`;

/** Exchange a variable with its neighbour. */
export function shifted(variables: readonly AttributeBody[], at: number, by: 1 | -1): readonly AttributeBody[] {
  const next = [...variables];
  const [moved] = next.splice(at, 1);
  if (moved) next.splice(at + by, 0, moved);
  return next;
}

/** The rows of a dialog after its variables were named otherwise, or fewer: their fields follow. */
export function followed(rows: Rows, before: readonly string[], after: readonly string[]): Rows {
  const gone = before.filter((name) => name && !after.includes(name));
  const made = after.filter((name) => name && !before.includes(name));
  const [from] = gone;
  const [to] = made;
  if (before.length === after.length && gone.length === 1 && made.length === 1 && from && to) return renamedCells(rows, "attribute", from, to);
  return before.length > after.length ? withoutCells(rows, "attribute", gone) : rows;
}
