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
  readonly max_files?: number;
  readonly allow_delete?: boolean;
  readonly view?: "dropdown" | "table";
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

/** Row and column of a cell, before them the list of rows in which it stands. */
export type Place = readonly number[];

/** A list of rows: [] is the form itself; row, column and number name a list inside of a cell: an area has one, tabs have one each. */
export type Inside = readonly number[];

/** Where a cell may be put: into a row of a list, or as a row of its own before `row` (no column). */
export interface Spot {
  readonly inside: Inside;
  readonly row: number;
  readonly column: number | null;
}

type Written = string | Cell;

/** Rows as they are stored: a bare name stands for an attribute. */
export function rowsFrom(written: readonly (readonly Written[])[] | undefined): Rows {
  return (written ?? []).map((row) => row.map((cell) => (typeof cell === "string" ? { attribute: cell } : withLists(cell, rowsFrom))));
}

/** The lists of rows inside of a cell. */
export function listsOf(cell: Cell): readonly Rows[] {
  if (cell.tabs) return cell.tabs.map((tab) => tab.rows ?? []);
  return isGroup(cell) ? [cell.rows ?? []] : [];
}

function withList(cell: Cell, number: number, rows: Rows): Cell {
  return cell.tabs ? { ...cell, tabs: cell.tabs.map((tab, at) => (at === number ? { ...tab, rows } : tab)) } : { ...cell, rows };
}

/** A cell with every list inside of it changed; the same object where nothing changes. */
function withLists(cell: Cell, change: (rows: Rows) => Rows): Cell {
  return listsOf(cell).reduce((held, rows, number) => {
    const next = rows.length > 0 ? change(rows) : rows;
    return next === rows ? held : withList(held, number, next);
  }, cell);
}

export const withNewTab = (cell: Cell, title: string): Cell => ({ ...cell, tabs: [...(cell.tabs ?? []), { title, rows: [] }] });

export const withoutTab = (cell: Cell, number: number): Cell => ({ ...cell, tabs: cell.tabs?.filter((_tab, at) => at !== number) });

export function withTabMoved(cell: Cell, number: number, by: 1 | -1): Cell {
  const tabs = [...(cell.tabs ?? [])];
  const [moved] = tabs.splice(number, 1);
  if (moved) tabs.splice(number + by, 0, moved);
  return { ...cell, tabs };
}

/** Every cell, those of areas and tabs too. */
export function cellsOf(rows: Rows): readonly Cell[] {
  return rows.flat().flatMap((cell) => [cell, ...listsOf(cell).flatMap(cellsOf)]);
}

export function rowsAt(rows: Rows, inside: Inside): Rows {
  const [row, column, number, ...rest] = inside;
  if (number === undefined) return rows;
  const cell = rows[row ?? -1]?.[column ?? -1];
  return cell ? rowsAt(listsOf(cell)[number] ?? [], rest) : [];
}

export const insideOf = (place: Place): Inside => place.slice(0, -2);

export function cellAt(rows: Rows, place: Place): Cell | undefined {
  const [row = -1, column = -1] = place.slice(-2);
  return rowsAt(rows, insideOf(place))[row]?.[column];
}

export function setCell(rows: Rows, place: Place, next: Cell): Rows {
  return changed(rows, insideOf(place), (held) => replaced(held, place, () => [next]));
}

export function removeCell(rows: Rows, place: Place): Rows {
  return swept(changed(rows, insideOf(place), (held) => replaced(held, place, () => [])));
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
export function placeOf(rows: Rows, wanted: Cell, inside: Inside = []): Place | null {
  for (const [row, cells] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const place = [...inside, row, column];
      if (cell === wanted) return place;
      for (const [number, list] of listsOf(cell).entries()) {
        const found = placeOf(list, wanted, [...place, number]);
        if (found) return found;
      }
    }
  }
  return null;
}

export type Direction = "up" | "down" | "left" | "right";

/** The spot that a key press takes a cell to, null where there is none. Down into an area or the first tab, sideways from tab to tab. */
export function spotBeside(rows: Rows, place: Place, direction: Direction): Spot | null {
  const inside = insideOf(place);
  const [row = 0, column = 0] = place.slice(-2);
  const held = rowsAt(rows, inside);
  const alone = held[row]?.length === 1;
  if (direction === "left") {
    if (column > 0) return { inside, row, column: column - 1 };
    const above = held[row - 1];
    return alone && above ? { inside, row: row - 1, column: above.length } : tabBeside(rows, inside, -1);
  }
  if (direction === "right") {
    return column + 1 < (held[row]?.length ?? 0) ? { inside, row, column: column + 2 } : tabBeside(rows, inside, 1);
  }
  const by = direction === "up" ? -1 : 1;
  if (!alone) return { inside, row: direction === "up" ? row : row + 1, column: null };
  const next = held[row + by];
  if (!next) {
    if (inside.length === 0) return null;
    const [outer = 0] = inside.slice(-3);
    return { inside: inside.slice(0, -3), row: direction === "up" ? outer : outer + 1, column: null };
  }
  const [first] = next.length === 1 && next[0] ? listsOf(next[0]) : [];
  if (first) return { inside: [...inside, row + by, 0, 0], row: direction === "up" ? first.length : 0, column: null };
  return { inside, row: direction === "up" ? row - 1 : row + 2, column: null };
}

/** The end of the next or former tab, for what stands in one. */
function tabBeside(rows: Rows, inside: Inside, by: 1 | -1): Spot | null {
  const number = inside.at(-1);
  if (number === undefined) return null;
  const cell = cellAt(rows, inside.slice(0, -1));
  const beside = cell?.tabs && listsOf(cell)[number + by];
  return beside ? { inside: [...inside.slice(0, -1), number + by], row: beside.length, column: null } : null;
}

export const isGroup = (cell: Cell): boolean => typeof cell.group === "string";

export function withoutCells(rows: Rows, key: "attribute" | "button", names: readonly string[]): Rows {
  return swept(mapped(rows, (cell) => (names.includes(cell[key] ?? "") ? GONE : cell)));
}

export function renamedCells(rows: Rows, key: "attribute" | "button", before: string, after: string): Rows {
  return mapped(rows, (cell) => (cell[key] === before ? { ...cell, [key]: after } : cell));
}

function mapped(rows: Rows, change: (cell: Cell) => Cell): Rows {
  return rows.map((row) => row.map((cell) => change(withLists(cell, (inside) => mapped(inside, change)))));
}

function changed(rows: Rows, inside: Inside, change: (rows: Rows) => Rows): Rows {
  const [row, column, number, ...rest] = inside;
  if (number === undefined) return change(rows);
  return rows.map((cells, at) =>
    at === row
      ? cells.map((cell, index) => (index === column ? withList(cell, number, changed(listsOf(cell)[number] ?? [], rest, change)) : cell))
      : cells,
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
      const cells = row.filter((cell) => cell !== GONE).map((cell) => withLists(cell, swept));
      return cells.length === row.length && cells.every((cell, at) => cell === row[at]) ? row : cells;
    })
    .filter((row) => row.length > 0);
  return kept.length === rows.length && kept.every((row, at) => row === rows[at]) ? rows : kept;
}
