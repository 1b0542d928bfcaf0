import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Table } from "antd";
import { memo, useMemo, useState } from "react";
import type { Schema } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { predefinedOf, type Attribute, type Tree } from "@/placeholders/declared";
import styles from "./AttributeTable.module.css";
import { rowsOf, tightened, without, type Row } from "./rows";
import { texts } from "./texts";
import { useColumns } from "./useColumns";

/** One of the three trees: predefined attributes locked, the route's own edited in place. */
export const AttributeTable = memo(function AttributeTable({ tree, root, label }: { tree: Tree; root: Schema; label: string }) {
  const t = useTexts(texts);
  const form = Form.useFormInstance();
  const path = useMemo(() => ["attributes", tree], [tree]);
  const own = (Form.useWatch(path, { preserve: true }) ?? []) as readonly Attribute[];
  const given = predefinedOf(root, tree);
  const rows = rowsOf(given, own, path);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [open, setOpen] = useState<readonly string[]>([]);
  const put = (next: readonly Attribute[]) => form.setFieldValue(path, next);
  const chosen = flat(rows).filter((row) => row.place && selected.includes(row.key));
  const parent = chosen.length === 1 && chosen[0]?.attribute.type === "object" ? chosen[0] : undefined;
  const columns = useColumns({
    root,
    tightens: tree === "request",
    onTighten: (row, flags) => put(tightened(given, own, row.names, flags)),
  });

  const add = () => {
    const place = parent?.place ? [...parent.place, "children"] : path;
    const siblings = (form.getFieldValue(place) ?? []) as readonly Attribute[];
    form.setFieldValue(place, [...siblings, { type: "string" }]);
    if (parent) setOpen((held) => [...new Set([...held, parent.key])]);
    // The row is drawn in the next frame.
    setTimeout(() => document.getElementById([...place, siblings.length, "name"].join("_"))?.focus(), 60);
  };
  const remove = () => {
    put(without(own, chosen.flatMap((row) => (row.place ? [row.place] : [])), path));
    setSelected([]);
  };
  return (
    <section className={styles.section} aria-label={label}>
      <div className={styles.toolbar}>
        <h3 className={styles.heading}>{label}</h3>
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add} data-mark={`add-${tree}`}>{t.add}</Button>
        <Button size="small" icon={<DeleteOutlined aria-hidden />} disabled={chosen.length === 0} onClick={remove}>{t.remove}</Button>
        {parent && <span className="quiet">{t.addsBelow(parent.attribute.name || t.unnamed)}</span>}
      </div>
      <div className={styles.scroll}>
        <Table<Row>
          size="small"
          bordered
          rowKey="key"
          dataSource={[...rows]}
          columns={columns}
          pagination={false}
          rowSelection={{
            checkStrictly: true,
            hideSelectAll: true,
            columnWidth: 36,
            selectedRowKeys: [...selected],
            onChange: (keys) => setSelected(keys.map(String)),
            getCheckboxProps: (row) => ({ disabled: row.place === null, "aria-label": `${t.select} ${row.attribute.name ?? ""}` }),
          }}
          expandable={{
            expandedRowKeys: [...open],
            onExpandedRowsChange: (keys) => setOpen(keys.map(String)),
            indentSize: 20,
          }}
          locale={{ emptyText: t.empty }}
        />
      </div>
    </section>
  );
});

function flat(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...flat(row.children ?? [])]);
}
