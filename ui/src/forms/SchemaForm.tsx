import { Collapse, Form } from "antd";
import { useLabel } from "@/i18n/LanguageProvider";
import { rowsOf, sectionsOf } from "./arrangement";
import { FormField } from "./FormField";
import type { Field, Schema, Values } from "./schema";
import styles from "./SchemaForm.module.css";

interface Props {
  readonly schema: Schema;
  /** The whole schema, where `schema` is a part of it. */
  readonly root?: Schema;
  /** The place of the values inside the form. */
  readonly path?: readonly (string | number)[];
  /** Show only these fields, in this order. */
  readonly only?: readonly string[];
  /** Leave these fields to the page. */
  readonly omit?: readonly string[];
  /** Secrets that are stored, by dotted path. */
  readonly stored?: readonly string[];
  readonly disabled?: readonly string[];
}

/** The fields of a type inside an Ant Design `Form`: rows as the schema wants them, further sections folded. */
export function SchemaForm({ schema, root = schema, path = [], only, omit, stored, disabled }: Props) {
  const label = useLabel();
  const values = (Form.useWatch([...path], { preserve: true }) ?? {}) as Values;
  const { main, sections } = sectionsOf(schema, root, only, omit);
  const rows = (fields: readonly Field[]) =>
    rowsOf(fields, values).map((row) => (
      <div key={row[0]?.name} className={styles.row}>
        {row.map((field) => (
          <FormField
            key={field.name}
            field={field}
            path={[...path, field.name]}
            root={root}
            stored={stored?.includes([...path, field.name].join(".")) ?? false}
            disabled={disabled?.includes(field.name) ?? false}
          />
        ))}
      </div>
    ));
  return (
    <div className={styles.form}>
      {rows(main)}
      {sections.length > 0 && (
        <Collapse
          ghost
          className={styles.sections}
          items={sections.map((section) => ({
            key: section.title.en,
            label: <span className={styles.heading}>{label(section.title)}</span>,
            children: rows(section.fields),
            forceRender: true,
          }))}
        />
      )}
    </div>
  );
}
