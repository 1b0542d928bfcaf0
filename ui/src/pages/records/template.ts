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
  /** Of an account: the expression that gives whom it takes. */
  readonly allowed?: Readonly<Record<string, string>> | null;
}

export type Access = "required" | "editable" | "read_only" | "hidden";

/** How a form shows a field, beside what it allows. */
export interface Look {
  /** Of files: 0 for any number. */
  readonly max_files?: number;
  readonly allow_delete?: boolean;
  /** Of accounts and records. */
  readonly view?: "dropdown" | "table";
}

export interface Cell extends Look {
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
  /** Of a link: the form by which the linked record is shown inside this one. */
  readonly form?: string;
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
  readonly rules?: readonly unknown[];
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
  /** The form of the dialog; without rows it shows every variable. */
  readonly dialog_rows?: readonly Row[];
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

/** Whether a button asks something before it does anything. */
export function asks({ dialog, variables, dialog_rows }: Button): boolean {
  return dialog === true && Boolean(variables?.length || dialog_rows?.length);
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

/** The rows of a form; one that holds nothing yet shows every attribute. */
export function rowsOf(template: RecordTemplate, form = openForm(template)): readonly Row[] {
  const rows = form?.rows ?? [];
  return rows.length > 0 ? rows : template.attributes.map((attribute) => [attribute.name]);
}

export function plainCell(cell: Cell | string): Cell {
  return typeof cell === "string" ? { attribute: cell } : cell;
}

/** Every cell of the rows, those of areas too. */
export function cellsOf(rows: readonly Row[]): readonly Cell[] {
  return rows.flatMap((row) =>
    row.map(plainCell).flatMap((cell) => [cell, ...[cell, ...(cell.tabs ?? [])].flatMap((one) => cellsOf(one.rows ?? []))]),
  );
}

/** Whether the server has to be asked what the form is while it is filled in. */
export function followsValues(template: RecordTemplate): boolean {
  const form = openForm(template);
  const rules = form?.rules ?? [];
  return rules.length > 0 || template.attributes.some((one) => one.computed) || cellsOf(form?.rows ?? []).some((cell) => cell.form);
}

const FREEST_FIRST: readonly Access[] = ["required", "editable", "read_only", "hidden"];

/** What the form itself allows for each attribute; of several fields of one attribute the freest counts. */
export function declaredAccess(rows: readonly Row[]): Readonly<Record<string, Access>> {
  const found: Record<string, Access> = {};
  for (const { attribute, access = "editable" } of cellsOf(rows)) {
    if (attribute === undefined) continue;
    const other = found[attribute] ?? access;
    found[attribute] = FREEST_FIRST.indexOf(access) < FREEST_FIRST.indexOf(other) ? access : other;
  }
  return found;
}

/** Whether something of a cell is seen; an area or tabs of which every field is hidden are not. */
export function isSeen(cell: Cell, accessOf: (cell: Cell) => Access): boolean {
  if (accessOf(cell) === "hidden") return false;
  const parts = cell.tabs ?? (cell.group === undefined ? undefined : [cell]);
  return parts === undefined || parts.some((part) => hasSeen(part.rows, accessOf));
}

export function hasSeen(rows: readonly Row[] | undefined, accessOf: (cell: Cell) => Access): boolean {
  return (rows ?? []).some((row) => row.some((cell) => isSeen(plainCell(cell), accessOf)));
}
