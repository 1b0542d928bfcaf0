/** How fields stand: sections with their headings, rows of neighbours. */
import type { Text } from "@/i18n/texts";
import { fieldsOf, isShown, type Field, type Schema, type Values } from "./schema";

export interface FormSection {
  readonly title: Text;
  readonly fields: readonly Field[];
}

/** The fields of the main part, and the further sections in the order of their first fields. */
export function sectionsOf(
  schema: Schema,
  root: Schema,
  only?: readonly string[],
  omit: readonly string[] = [],
): { main: readonly Field[]; sections: readonly FormSection[] } {
  const all = fieldsOf(schema, root).filter((field) => !omit.includes(field.name));
  const fields = only ? only.flatMap((name) => all.filter((field) => field.name === name)) : all;
  const sections = new Map<string, { title: Text; fields: Field[] }>();
  for (const field of fields) {
    const title = field.schema["x-section"];
    if (!title) continue;
    const held = sections.get(title.en) ?? { title, fields: [] };
    held.fields.push(field);
    sections.set(title.en, held);
  }
  return { main: fields.filter((field) => !field.schema["x-section"]), sections: [...sections.values()] };
}

/** The visible fields in rows: one marked as beside joins the row of the one before it. */
export function rowsOf(fields: readonly Field[], values: Values): readonly (readonly Field[])[] {
  const rows: Field[][] = [];
  for (const field of fields) {
    if (!isShown(field.schema, values)) continue;
    const row = rows.at(-1);
    if (field.schema["x-beside"] && row) row.push(field);
    else rows.push([field]);
  }
  return rows;
}
