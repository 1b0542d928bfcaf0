/** The rows of a form as data: where a cell stands, and changes that give new rows. Nothing here draws. */

export interface Cell {
  readonly attribute?: string | null;
  readonly button?: string | null;
  readonly group?: string | null;
  readonly text?: string | null;
  readonly rows?: Rows;
  readonly tabs?: readonly Tab[] | null;
  readonly divider?: string | null;
  readonly title?: string;
  readonly access?: "required" | "editable" | "read_only" | "hidden";
  readonly hint?: string;
}

export interface Tab {
  readonly title: string;
  readonly rows?: Rows;
}

export type Row = readonly Cell[];
export type Rows = readonly Row[];

export interface FormBody {
  readonly name: string;
  readonly title: string;
  readonly type?: string;
  readonly is_default?: boolean;
  readonly rows: Rows;
}

/** Row and column of a cell, then those inside of its group, and so on; [] is the form itself. */
export type Place = readonly number[];

/** Where a cell may be put: into a row of the group `inside`, or as a row of its own before `row` (no column). */
export interface Spot {
  readonly inside: Place;
  readonly row: number;
  readonly column: number | null;
}

type Written = string | Cell;

/** Rows as they are stored: a bare name stands for an attribute. */
export function rowsFrom(written: readonly (readonly Written[])[] | undefined): Rows {
  return (written ?? []).map((row) => row.map((cell) => (typeof cell === "string" ? { attribute: cell } : withInside(cell, rowsFrom))));
}

/** Every cell, those of areas and tabs too. */
export function cellsOf(rows: Rows): readonly Cell[] {
  return rows.flat().flatMap((cell) => [cell, ...[cell, ...(cell.tabs ?? [])].flatMap((one) => cellsOf(one.rows ?? []))]);
}

/** A cell with the rows of its area or of its tabs changed; the same object where nothing changes. */
function withInside(cell: Cell, change: (rows: Rows) => Rows): Cell {
  const inside = <T extends { readonly rows?: Rows }>(one: T): T => {
    const rows = one.rows && change(one.rows);
    return rows === one.rows ? one : { ...one, rows };
  };
  const tabs = cell.tabs?.map(inside);
  return inside(tabs?.some((tab, at) => tab !== cell.tabs?.[at]) ? { ...cell, tabs } : cell);
}

export function rowsAt(rows: Rows, inside: Place): Rows {
  return inside.length === 0 ? rows : (cellAt(rows, inside)?.rows ?? []);
}

export function cellAt(rows: Rows, place: Place): Cell | undefined {
  const [row, column, ...rest] = place;
  const cell = rows[row ?? -1]?.[column ?? -1];
  return rest.length === 0 || !cell ? cell : cellAt(cell.rows ?? [], rest);
}

export function setCell(rows: Rows, place: Place, next: Cell): Rows {
  return changed(rows, place.slice(0, -2), (held) => replaced(held, place, () => [next]));
}

export function removeCell(rows: Rows, place: Place): Rows {
  return swept(changed(rows, place.slice(0, -2), (held) => replaced(held, place, () => [])));
}

export function insertCell(rows: Rows, spot: Spot, cell: Cell): Rows {
  return changed(rows, spot.inside, (held) =>
    spot.column === null
      ? [...held.slice(0, spot.row), [cell], ...held.slice(spot.row)]
      : held.map((row, at) => (at === spot.row ? [...row.slice(0, spot.column ?? 0), cell, ...row.slice(spot.column ?? 0)] : row)),
  );
}

const GONE: Cell = { text: "\u0000moved" };

/** Take a cell to another spot; never into itself. The old place stays marked until the new one is found. */
export function moveCell(rows: Rows, from: Place, to: Spot): Rows {
  const cell = cellAt(rows, from);
  if (!cell || from.every((step, at) => to.inside[at] === step)) return rows;
  const marked = setCell(rows, from, GONE);
  return swept(insertCell(marked, to, cell));
}

/** Where a cell stands now. Cells are compared by identity. */
export function placeOf(rows: Rows, wanted: Cell, at: Place = []): Place | null {
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const place = [...at, row, column];
      const found = cell === wanted ? place : placeOf(cell.rows ?? [], wanted, place);
      if (found) return found;
    }
  }
  return null;
}

export type Direction = "up" | "down" | "left" | "right";

/** The spot that a key press takes a cell to, null where there is none. */
export function spotBeside(rows: Rows, place: Place, direction: Direction): Spot | null {
  const inside = place.slice(0, -2);
  const [row = 0, column = 0] = place.slice(-2);
  const held = rowsAt(rows, inside);
  const alone = held[row]?.length === 1;
  if (direction === "left") {
    if (column > 0) return { inside, row, column: column - 1 };
    const above = held[row - 1];
    return alone && above ? { inside, row: row - 1, column: above.length } : null;
  }
  if (direction === "right") {
    return column + 1 < (held[row]?.length ?? 0) ? { inside, row, column: column + 2 } : null;
  }
  const by = direction === "up" ? -1 : 1;
  if (!alone) return { inside, row: direction === "up" ? row : row + 1, column: null };
  const next = held[row + by];
  if (!next) {
    if (inside.length === 0) return null;
    const [outer = 0] = inside.slice(-2);
    return { inside: inside.slice(0, -2), row: direction === "up" ? outer : outer + 1, column: null };
  }
  const [group] = next;
  if (next.length === 1 && group && isGroup(group)) {
    return { inside: [...inside, row + by, 0], row: direction === "up" ? (group.rows?.length ?? 0) : 0, column: null };
  }
  return { inside, row: direction === "up" ? row - 1 : row + 2, column: null };
}

export const isGroup = (cell: Cell): boolean => typeof cell.group === "string";

export function withoutCells(rows: Rows, key: "attribute" | "button", names: readonly string[]): Rows {
  return swept(mapped(rows, (cell) => (names.includes(cell[key] ?? "") ? GONE : cell)));
}

export function renamedCells(rows: Rows, key: "attribute" | "button", before: string, after: string): Rows {
  return mapped(rows, (cell) => (cell[key] === before ? { ...cell, [key]: after } : cell));
}

function mapped(rows: Rows, change: (cell: Cell) => Cell): Rows {
  return rows.map((row) => row.map((cell) => change(withInside(cell, (inside) => mapped(inside, change)))));
}

function changed(rows: Rows, inside: Place, change: (rows: Rows) => Rows): Rows {
  const [row, column, ...rest] = inside;
  if (row === undefined || column === undefined) return change(rows);
  return rows.map((cells, at) =>
    at === row ? cells.map((cell, index) => (index === column ? { ...cell, rows: changed(cell.rows ?? [], rest, change) } : cell)) : cells,
  );
}

function replaced(rows: Rows, place: Place, by: () => readonly Cell[]): Rows {
  const [row, column] = place.slice(-2);
  return rows.map((cells, at) => (at === row ? cells.flatMap((cell, index) => (index === column ? by() : [cell])) : cells));
}

/** Without the marks of moved cells and without rows that became empty; what needs no change stays the same object. */
function swept(rows: Rows): Rows {
  const kept = rows
    .map((row) => {
      const cells = row.filter((cell) => cell !== GONE).map((cell) => withInside(cell, swept));
      return cells.length === row.length && cells.every((cell, at) => cell === row[at]) ? row : cells;
    })
    .filter((row) => row.length > 0);
  return kept.length === rows.length && kept.every((row, at) => row === rows[at]) ? rows : kept;
}
