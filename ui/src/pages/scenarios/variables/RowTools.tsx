import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Path } from "../designer/tree";
import { add, rowAt, shift, type VariableRow } from "./rows";
import { texts } from "./texts";
import styles from "./VariableTable.module.css";

interface Props {
  readonly rows: VariableRow[];
  readonly path: Path;
  readonly onChange: (rows: VariableRow[]) => void;
}

/** What can be done with one row: a nested variable, up, down. */
export function RowTools({ rows, path, onChange }: Props) {
  const t = useTexts(texts);
  const name = rowAt(rows, path)?.name || path.join(".");
  const tool = (label: string, icon: React.ReactNode, next: () => VariableRow[]) => (
    <Button type="text" size="small" icon={icon} aria-label={label} title={label} onClick={() => onChange(next())} />
  );
  return (
    <span className={styles.tools}>
      {tool(t.createNested(name), <PlusOutlined />, () => add(rows, path).rows)}
      {tool(t.up(name), <ArrowUpOutlined />, () => shift(rows, path, -1))}
      {tool(t.down(name), <ArrowDownOutlined />, () => shift(rows, path, 1))}
    </span>
  );
}
