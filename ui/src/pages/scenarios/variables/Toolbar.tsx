import { DeleteOutlined, PaperClipOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useScope } from "@/expressions/scope";
import { useTexts } from "@/i18n/LanguageProvider";
import { BindAttachment } from "./BindAttachment";
import { expectedBy, useRoutes, type Expected } from "./offered";
import { add, pathOf, removeAll, type VariableRow } from "./rows";
import { texts } from "./texts";
import styles from "./VariableTable.module.css";

interface Props {
  readonly rows: VariableRow[];
  readonly selected: readonly string[];
  readonly onChange: (rows: VariableRow[]) => void;
  readonly onSelect: (keys: readonly string[]) => void;
}

/** «Создать», «Удалить», and the two short ways: what a route expects, and a document as an attachment. */
export function Toolbar({ rows, selected, onChange, onSelect }: Props) {
  const t = useTexts(texts);
  const { template } = useScope();
  const routes = useRoutes();
  const [isBinding, setBinding] = useState(false);
  const only = selected.length === 1 ? pathOf(selected[0] as string) : null;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t.variables}>
      <Button size="small" icon={<PlusOutlined aria-hidden />} title={t.createHint} onClick={() => onChange(add(rows, only).rows)}>
        {t.create}
      </Button>
      <Button
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        disabled={selected.length === 0}
        onClick={() => {
          onChange(removeAll(rows, new Set(selected)));
          onSelect([]);
        }}
      >
        {t.delete}
      </Button>
      {routes.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: routes.map((route) => ({ key: route.name, label: route.title || route.name })),
            onClick: ({ key }) => {
              const route = routes.find((one) => one.name === key);
              if (route) onChange(withExpected(rows, expectedBy(route.body)));
            },
          }}
        >
          <Button size="small" title={t.fromRouteHint}>{t.fromRoute}</Button>
        </Dropdown>
      )}
      {template && (
        <Button size="small" icon={<PaperClipOutlined aria-hidden />} onClick={() => setBinding(true)}>{t.bind}</Button>
      )}
      {isBinding && template && (
        <BindAttachment
          template={template}
          onDone={(row) => {
            onChange([...rows, row]);
            setBinding(false);
          }}
          onCancel={() => setBinding(false)}
        />
      )}
    </div>
  );
}

/** The usual ones of a letter: to whom, with what, and the route's own; copies and headers only when one asks for them. */
function withExpected(rows: VariableRow[], expected: readonly Expected[]): VariableRow[] {
  const wanted = expected.filter((one) => !["Cc", "Bcc", "CustomHeaders"].includes(one.name));
  const missing = wanted.filter((one) => !rows.some((row) => row.name === one.name));
  return [...rows, ...missing.map((one) => ({ name: one.name, ...(one.children && { children: one.children.map(({ name }) => ({ name })) }) }))];
}
