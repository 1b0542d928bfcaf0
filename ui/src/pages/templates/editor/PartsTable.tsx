import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Table, Tag, type TableColumnType } from "antd";
import { useState } from "react";
import { Empty } from "@/components/Empty";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { problemsAt, useTemplate } from "./context";
import styles from "./PartsTable.module.css";
import { shifted, withoutParts, type PartKind, type PartOf } from "./template";

interface Props<K extends PartKind> {
  readonly kind: K;
  readonly label: string;
  /** After title and system name. */
  readonly columns: readonly TableColumnType<PartOf<K>>[];
  readonly onOpen: (name: string) => void;
  readonly onCreate: () => void;
  readonly empty: { readonly title: string; readonly hint: string };
  readonly titleLabel: string;
}

/** Attributes or buttons of the draft: made, opened, put in order, removed. */
export function PartsTable<K extends PartKind>({ kind, label, columns, onOpen, onCreate, empty, titleLabel }: Props<K>) {
  const t = useTexts(texts);
  const { body, problems, change } = useTemplate();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const parts = body[kind] as readonly PartOf<K>[];
  const chosen = selected.filter((name) => parts.some((part) => part.name === name));
  const [only] = chosen;
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={onCreate} data-mark={`create-${kind}`}>
      {t.create}
    </Button>
  );
  return (
    <section className="card" aria-label={label}>
      {parts.length === 0 ? (
        <Empty {...empty} action={create} />
      ) : (
        <>
          <div className={styles.toolbar} role="toolbar" aria-label={t.actionsOf(label)}>
            {create}
            {chosen.length === 1 && only !== undefined && (
              <>
                <Button icon={<SettingOutlined aria-hidden />} onClick={() => onOpen(only)}>{t.open}</Button>
                <Button icon={<ArrowUpOutlined aria-hidden />} onClick={() => change((held) => shifted(held, kind, only, -1))}>{t.up}</Button>
                <Button icon={<ArrowDownOutlined aria-hidden />} onClick={() => change((held) => shifted(held, kind, only, 1))}>{t.down}</Button>
              </>
            )}
            {chosen.length > 0 && (
              <Button
                danger
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => {
                  change((held) => withoutParts(held, kind, chosen));
                  setSelected([]);
                }}
              >
                {t.delete}
              </Button>
            )}
          </div>
          <div className={styles.scrolled}>
          <Table<PartOf<K>>
            size="middle"
            rowKey="name"
            dataSource={[...parts]}
            pagination={false}
            rowSelection={{
              selectedRowKeys: [...chosen],
              onChange: (keys) => setSelected(keys.map(String)),
              columnWidth: 44,
              getCheckboxProps: (part) => ({ "aria-label": t.selectPart(part.title) }),
              getTitleCheckboxProps: () => ({ "aria-label": t.selectAll }),
            }}
            onRow={(part) => ({ onDoubleClick: () => onOpen(part.name) })}
            columns={[
              {
                key: "title",
                title: titleLabel,
                render: (_value, part, index) => (
                  <>
                    <button type="button" className={styles.link} onClick={() => onOpen(part.name)}>{part.title}</button>
                    {problemsAt(problems, kind, index).length > 0 && (
                      <Tag color="red" className={styles.tag} title={problemsAt(problems, kind, index).map((one) => one.message).join("\n")}>{t.withProblems}</Tag>
                    )}
                  </>
                ),
              },
              { key: "name", title: t.name, render: (_value, part) => <span className="quiet">{part.name}</span> },
              ...columns,
            ]}
          />
          </div>
        </>
      )}
    </section>
  );
}
