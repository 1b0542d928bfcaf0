import { FillingContext, useFilling } from "./filling/filling";
import type { EmbeddedRecord } from "./filling/queries";
import { FormRows } from "./FormRows";
import { useTemplate, type References } from "./queries";
import styles from "./RecordForm.module.css";
import { declaredAccess, rowsOf, type Access } from "./template";

interface Props {
  readonly attribute: string;
  readonly form: string;
  readonly references: References;
}

/** The record that an attribute links to, to be read by a form of its own template; nothing while none is chosen. */
export function EmbeddedForm({ attribute, form, references }: Props) {
  const shown = useFilling()?.embedded.find((one) => one.attribute === attribute && one.form === form);
  return shown ? <Shown key={shown.template} shown={shown} references={references} /> : null;
}

function Shown({ shown, references }: { shown: EmbeddedRecord; references: References }) {
  const { template } = useTemplate(shown.template);
  if (!template) return null;
  const rows = rowsOf(template, template.forms.find((one) => one.name === shown.form));
  const declared = declaredAccess(rows);
  const ruled = (attribute = ""): Access | undefined => (shown.access[attribute] === declared[attribute] ? undefined : shown.access[attribute]);
  return (
    <section className={styles.embedded} aria-label={shown.title}>
      {/* Fields in here belong to the other record. */}
      <FillingContext value={null}>
        <FormRows
          attributes={template.attributes}
          rows={rows}
          under="values"
          values={shown.values}
          references={references}
          reading
          accessOf={(cell) => ruled(cell.attribute) ?? cell.access ?? "editable"}
          button={() => null}
        />
      </FillingContext>
    </section>
  );
}
