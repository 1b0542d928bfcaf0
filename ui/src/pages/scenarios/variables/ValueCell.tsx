import { ExpressionField } from "@/expressions/ExpressionField";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Path } from "../designer/tree";
import { Told } from "../designer/Told";
import { change, rowAt, type VariableRow } from "./rows";
import { texts } from "./texts";
import styles from "./VariableTable.module.css";

interface Props {
  readonly rows: VariableRow[];
  readonly path: Path;
  readonly onChange: (rows: VariableRow[]) => void;
}

/** The value of a variable; of a parent, how many are nested in it. */
export function ValueCell({ rows, path, onChange }: Props) {
  const t = useTexts(texts);
  const row = rowAt(rows, path);
  if (!row) return null;
  if (row.children?.length) return <span className={styles.nested}>{t.parent(row.children.length)}</span>;
  return (
    <>
      <ExpressionField
        value={row.value}
        onChange={(value) => onChange(change(rows, path, { value }))}
        label={`${t.value}: ${nameOf(rows, path)}`}
      />
      <Told path={["variables", ...path, "value"]} />
    </>
  );
}

/** «To.Address»: the names on the way to a row. */
function nameOf(rows: VariableRow[], path: Path): string {
  const names: string[] = [];
  for (let end = 1; end <= path.length; end += 2) names.push(rowAt(rows, path.slice(0, end))?.name ?? "");
  return names.join(".");
}
