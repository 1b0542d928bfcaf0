/** A template as data, and changes that keep its parts together. Nothing here draws. */
import type { Values } from "@/forms/schema";
import { withoutCells, renamedCells, type FormBody, type Rows } from "../forms/layout";

export interface AttributeBody extends Values {
  readonly name: string;
  readonly title: string;
  readonly data_type: string;
  readonly former_name?: string | null;
}

export interface ButtonBody extends Values {
  readonly name: string;
  readonly title: string;
  readonly operation?: string | { readonly type: string };
  readonly variables?: readonly AttributeBody[];
  readonly dialog_rows?: Rows;
}

export interface TemplateBody extends Values {
  readonly name: string;
  readonly title: string;
  readonly attributes: readonly AttributeBody[];
  readonly forms: readonly FormBody[];
  readonly buttons: readonly ButtonBody[];
}

export type PartKind = "attributes" | "buttons";
export type PartOf<K extends PartKind> = TemplateBody[K][number];

/** A stored body with every list there. */
export function templateBody(body: Values): TemplateBody {
  return { ...body, attributes: body.attributes ?? [], forms: body.forms ?? [], buttons: body.buttons ?? [] } as TemplateBody;
}

/** Put a part at a place, or at the end; a new system name is taken over by the forms that show it. */
export function withPart<K extends PartKind>(body: TemplateBody, kind: K, index: number | null, part: PartOf<K>): TemplateBody {
  const parts = body[kind] as readonly PartOf<K>[];
  const before = index === null ? undefined : parts[index];
  const next = index === null ? [...parts, part] : parts.map((one, at) => (at === index ? part : one));
  const forms =
    before && before.name !== part.name
      ? body.forms.map((form) => ({ ...form, rows: renamedCells(form.rows, cellKey(kind), before.name, part.name) }))
      : body.forms;
  return { ...body, [kind]: next, forms };
}

/** Without some parts, on the forms too. */
export function withoutParts(body: TemplateBody, kind: PartKind, names: readonly string[]): TemplateBody {
  return {
    ...body,
    [kind]: body[kind].filter((part) => !names.includes(part.name)),
    forms: body.forms.map((form) => ({ ...form, rows: withoutCells(form.rows, cellKey(kind), names) })),
  };
}

/** A part one place up or down. */
export function shifted(body: TemplateBody, kind: PartKind, name: string, by: 1 | -1): TemplateBody {
  const parts = [...body[kind]];
  const at = parts.findIndex((part) => part.name === name);
  const [moved] = parts.splice(at, 1);
  if (!moved || at + by < 0 || at + by > parts.length) return body;
  parts.splice(at + by, 0, moved);
  return { ...body, [kind]: parts };
}

/** What stored attributes would lose their values: `discard` of the template. */
export function discarded(stored: TemplateBody, body: TemplateBody): Record<string, string> {
  const kept = (old: AttributeBody) =>
    body.attributes.some((one) => (one.name === old.name || one.former_name === old.name) && one.data_type === old.data_type && one.template === old.template && !one.computed);
  return Object.fromEntries(stored.attributes.filter((old) => !kept(old)).map((old) => [old.name, old.data_type]));
}

/** The stored name that an attribute of the draft continues; null for a new one. */
export function storedName(stored: TemplateBody, attribute: AttributeBody): string | null {
  const known = (name: unknown) => stored.attributes.some((one) => one.name === name);
  if (known(attribute.name)) return attribute.name;
  return known(attribute.former_name) ? (attribute.former_name as string) : null;
}

const cellKey = (kind: PartKind): "attribute" | "button" => (kind === "attributes" ? "attribute" : "button");
