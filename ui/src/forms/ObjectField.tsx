import type { Schema } from "./schema";
import { SchemaForm } from "./SchemaForm";
import styles from "./SchemaForm.module.css";

/** A nested object: its fields in a frame under its label. */
export function ObjectField({ schema, path, root, label }: { schema: Schema; path: readonly (string | number)[]; root: Schema; label: string }) {
  return (
    <fieldset className={styles.nested}>
      <legend className={styles.legend}>{label}</legend>
      <SchemaForm schema={schema} root={root} path={path} />
    </fieldset>
  );
}
