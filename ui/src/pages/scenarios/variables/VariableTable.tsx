import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { Table } from "antd";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Path } from "../designer/tree";
import { NameCell } from "./NameCell";
import { RowTools } from "./RowTools";
import { keyOf, pathOf, type VariableRow } from "./rows";
import { texts } from "./texts";
import { Toolbar } from "./Toolbar";
import { ValueCell } from "./ValueCell";
import styles from "./VariableTable.module.css";

interface Line extends VariableRow {
  key: string;
  children?: Line[];
}

interface Props {
  readonly id?: string;
  readonly rows: VariableRow[];
  readonly onChange: (rows: VariableRow[]) => void;
}

/** The tree of variables: a parent has only nested ones, every other a value. Edited in place. */
export default function VariableTable({ id, rows, onChange }: Props) {
  const t = useTexts(texts);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(rows, []);
  const parents = parentKeys(lines);
  const toggle = (key: string) =>
    setFolded((held) => {
      const next = new Set(held);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <div id={id} className={styles.frame}>
      <Toolbar rows={rows} selected={selected} onChange={onChange} onSelect={setSelected} />
      <Table<Line>
        size="small"
        rowKey="key"
        dataSource={lines}
        pagination={false}
        aria-label={t.variables}
        locale={{ emptyText: t.empty }}
        tableLayout="fixed"
        scroll={{ x: 600 }}
        rowSelection={{
          checkStrictly: true,
          columnWidth: 36,
          hideSelectAll: true,
          selectedRowKeys: [...selected],
          onChange: (keys) => setSelected(keys.map(String)),
          getCheckboxProps: (line) => ({ "aria-label": t.select(line.name || line.key) }),
        }}
        expandable={{
          expandedRowKeys: parents.filter((key) => !folded.has(key)),
          indentSize: 18,
          expandIcon: ({ record, expanded, expandable }) =>
            expandable ? (
              <button
                type="button"
                className={styles.fold}
                aria-expanded={expanded}
                aria-label={expanded ? t.collapse(record.name) : t.expand(record.name)}
                onClick={() => toggle(record.key)}
              >
                {expanded ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
              </button>
            ) : (
              <span className={styles.nofold} />
            ),
        }}
        columns={[
          {
            key: "name",
            title: t.name,
            width: "36%",
            className: styles.name,
            render: (_value, line) => <NameCell rows={rows} path={pathOf(line.key)} onChange={onChange} />,
          },
          {
            key: "value",
            title: t.value,
            render: (_value, line) => <ValueCell rows={rows} path={pathOf(line.key)} onChange={onChange} />,
          },
          {
            key: "tools",
            width: 96,
            title: <span className="visually-hidden">{t.delete}</span>,
            render: (_value, line) => (
              <RowTools rows={rows} path={pathOf(line.key)} onChange={(next) => (setSelected([]), onChange(next))} />
            ),
          },
        ]}
      />
    </div>
  );
}

function linesOf(rows: readonly VariableRow[], at: Path): Line[] {
  return rows.map((row, index) => {
    const path = [...at, index];
    const { children, ...own } = row;
    return { ...own, key: keyOf(path), ...(children?.length && { children: linesOf(children, [...path, "children"]) }) };
  });
}

const parentKeys = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => (line.children ? [line.key, ...parentKeys(line.children)] : []));
