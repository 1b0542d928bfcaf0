import { AutoComplete } from "antd";
import type { CSSProperties } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Path } from "../designer/tree";
import { Told } from "../designer/Told";
import { useOffered } from "./offered";
import { change, rowAt, type VariableRow } from "./rows";
import { texts } from "./texts";
import styles from "./VariableTable.module.css";

interface Props {
  readonly rows: VariableRow[];
  readonly path: Path;
  readonly onChange: (rows: VariableRow[]) => void;
}

/** The name of a variable; names that the routes expect here are offered. */
export function NameCell({ rows, path, onChange }: Props) {
  const t = useTexts(texts);
  const offered = useOffered(rows, path);
  const name = rowAt(rows, path)?.name ?? "";
  return (
    <span className={styles.cell} style={{ "--depth": (path.length - 1) / 2 } as CSSProperties}>
      <AutoComplete
        style={{ width: "100%" }}
        aria-label={`${t.name}: ${name || path.join(".")}`}
        value={name}
        options={offered.map((value) => ({ value }))}
        showSearch={{ filterOption: (typed, option) => String(option?.value).toLowerCase().includes(typed.toLowerCase()) }}
        onChange={(next: string) => onChange(change(rows, path, { name: next.trim() }))}
      />
      <Told path={["variables", ...path, "name"]} />
      <Told path={["variables", ...path]} exact />
    </span>
  );
}
