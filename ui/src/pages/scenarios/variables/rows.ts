/** The rows of «Изменить значения переменных» as data: a variable with a value, or a parent with nested ones. */
import { at, put, type Path } from "../designer/tree";

export interface VariableRow {
  name: string;
  value?: unknown;
  children?: VariableRow[];
}

/** Where a row stands: `[1, "children", 0]`. */
export const keyOf = (path: Path): string => path.join(".");
export const pathOf = (key: string): Path => key.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));

export const rowAt = (rows: VariableRow[], path: Path): VariableRow | undefined => at<VariableRow>(rows, path);

export const change = (rows: VariableRow[], path: Path, edit: Partial<VariableRow>): VariableRow[] =>
  put(rows, path, clean({ ...(rowAt(rows, path) ?? { name: "" }), ...edit }));

/** A new row: under the parent when one is given, which then has no value of its own, else at the end. */
export function add(rows: VariableRow[], parent: Path | null, row: VariableRow = { name: "" }): { rows: VariableRow[]; path: Path } {
  if (parent === null) return { rows: [...rows, row], path: [rows.length] };
  const held = rowAt(rows, parent);
  const children = held?.children ?? [];
  return {
    rows: put(rows, parent, clean({ name: held?.name ?? "", children: [...children, row] })),
    path: [...parent, "children", children.length],
  };
}

export function removeAll(rows: VariableRow[], keys: ReadonlySet<string>, at: Path = []): VariableRow[] {
  return rows.flatMap((row, index) => {
    const path = [...at, index];
    if (keys.has(keyOf(path))) return [];
    return [row.children ? clean({ ...row, children: removeAll(row.children, keys, [...path, "children"]) }) : row];
  });
}

/** Exchange a row with its neighbour. */
export function shift(rows: VariableRow[], path: Path, by: 1 | -1): VariableRow[] {
  const list = path.slice(0, -1);
  const index = path[path.length - 1] as number;
  const held = at<VariableRow[]>(rows, list) ?? rows;
  const other = index + by;
  if (other < 0 || other >= held.length) return rows;
  const next = [...held];
  [next[index], next[other]] = [next[other] as VariableRow, next[index] as VariableRow];
  return list.length ? put(rows, list, next) : next;
}

/** Without the keys that say nothing, so that what is saved reads as one would write it. */
function clean(row: VariableRow): VariableRow {
  const { name, value, children } = row;
  return { name, ...(value !== undefined && !children?.length && { value }), ...(children?.length && { children }) };
}
