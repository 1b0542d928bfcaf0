/** The parts of a template's body that pages of its records read (spec/contract.md 2). */
import type { Definition } from "@/api/definitions";
import type { Values } from "@/forms/schema";

export interface Variant {
  readonly name: string;
  readonly ru: string;
  readonly en?: string;
  readonly color?: string | null;
}

export interface Attribute {
  readonly name: string;
  readonly title: string;
  readonly data_type: string;
  readonly description?: string;
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly computed?: boolean;
  readonly archived?: boolean;
  readonly is_title?: boolean;
  /** How values are shown; what it may be depends on the type. */
  readonly display?: string;
  readonly max_length?: number;
  readonly decimals?: number | null;
  readonly group_digits?: boolean;
  readonly extensions?: readonly string[];
  readonly variants?: readonly Variant[];
  /** Of a link: the template whose records it takes. */
  readonly template?: string;
}

export type Access = "required" | "editable" | "read_only" | "hidden";

export interface Cell {
  readonly attribute?: string;
  readonly button?: string;
  readonly group?: string;
  readonly text?: string;
  readonly rows?: readonly Row[];
  readonly tabs?: readonly Tab[];
  /** The heading on the line, may be empty. */
  readonly divider?: string;
  readonly title?: string;
  readonly access?: Access;
  readonly hint?: string;
}

export interface Tab {
  readonly title: string;
  readonly rows?: readonly Row[];
}

export type Row = readonly (Cell | string)[];

export interface RecordForm {
  readonly name: string;
  readonly title: string;
  readonly type?: string;
  readonly is_default?: boolean;
  readonly rows?: readonly Row[];
}

export interface Button {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly operation?: string | { readonly type: string };
  readonly result?: "refresh" | "download" | "navigate";
  readonly navigate_to?: "record" | "table" | "previous" | "related" | "desktop";
  readonly form_access?: "read" | "edit" | "unchanged";
  readonly visible_in?: "always" | "edit" | "read";
  readonly dialog?: boolean;
  readonly save_after?: boolean;
  readonly variables?: readonly Attribute[];
}

export interface RecordTemplate {
  readonly name: string;
  readonly title: string;
  readonly attributes: readonly Attribute[];
  readonly forms: readonly RecordForm[];
  readonly buttons: readonly Button[];
}

export function templateOf(definition: Definition): RecordTemplate {
  const body = definition.body as Values;
  return {
    name: definition.name,
    title: definition.title || definition.name,
    attributes: ((body.attributes ?? []) as readonly Attribute[]).filter((attribute) => !attribute.archived),
    forms: (body.forms ?? []) as readonly RecordForm[],
    buttons: (body.buttons ?? []) as readonly Button[],
  };
}

/** What a button does: `trigger_event`, `save`, `delete` … */
export function operationOf(button: Button): string {
  const { operation = "trigger_event" } = button;
  return typeof operation === "string" ? operation : operation.type;
}

/** The form that opens. */
export function openForm(template: RecordTemplate): RecordForm | undefined {
  const shown = template.forms.filter((form) => form.type !== "search");
  return shown.find((one) => one.is_default) ?? shown[0];
}

/** The rows of the form that opens; a form that holds nothing yet shows every attribute. */
export function rowsOf(template: RecordTemplate): readonly Row[] {
  const rows = openForm(template)?.rows ?? [];
  return rows.length > 0 ? rows : template.attributes.map((attribute) => [attribute.name]);
}

export function plainCell(cell: Cell | string): Cell {
  return typeof cell === "string" ? { attribute: cell } : cell;
}

/** The form whose required, read-only and hidden fields the server shall obey; none where the page shows every attribute. */
export function formInHand(template: RecordTemplate): string | undefined {
  const form = openForm(template);
  return form?.rows?.length ? form.name : undefined;
}

/** Every cell of the rows, those of areas too. */
export function cellsOf(rows: readonly Row[]): readonly Cell[] {
  return rows.flatMap((row) =>
    row.map(plainCell).flatMap((cell) => [cell, ...[cell, ...(cell.tabs ?? [])].flatMap((one) => cellsOf(one.rows ?? []))]),
  );
}
