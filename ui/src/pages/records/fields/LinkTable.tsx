import { CloseOutlined } from "@ant-design/icons";
import { Button, Table } from "antd";
import { Link } from "react-router";
import type { Found } from "@/components/SearchSelect";
import { useTexts } from "@/i18n/LanguageProvider";
import type { References } from "../queries";
import type { Attribute } from "../template";
import styles from "./LinkTable.module.css";
import { texts } from "./texts";

const SHOWN = 10;

interface Props {
  readonly attribute: Attribute;
  readonly chosen: readonly string[];
  readonly references: References;
  /** What was chosen since, which the stored record does not know. */
  readonly added?: readonly Found[];
  /** Left out where the table is for reading. */
  readonly onRemove?: (value: string) => void;
}

/** What an attribute refers to, line by line. */
export function LinkTable({ attribute, chosen, references, added = [], onRemove }: Props) {
  const t = useTexts(texts);
  const lines = chosen.map((key) => {
    const found = added.find((one) => one.value === key);
    return { key, title: references[key]?.title ?? found?.label ?? key, detail: references[key]?.mbox ?? found?.detail ?? "" };
  });
  const link = attribute.data_type === "record" && attribute.template ? `/records/${attribute.template}` : null;
  const isAccount = attribute.data_type === "account";
  return (
    <Table
      size="small"
      className={styles.table}
      aria-label={attribute.title}
      dataSource={lines}
      pagination={lines.length > SHOWN && { pageSize: SHOWN, size: "small", showSizeChanger: false }}
      columns={[
        { key: "title", title: isAccount ? t.fullName : t.title, render: (_value, { key, title }) => (link ? <Link to={`${link}/${key}`}>{title}</Link> : title) },
        ...(isAccount ? [{ key: "detail", title: t.address, dataIndex: "detail" }] : []),
        ...(onRemove
          ? [
              {
                key: "remove",
                width: 48,
                title: <span className="visually-hidden">{t.takeOut}</span>,
                render: (_value: unknown, { key, title }: { key: string; title: string }) => (
                  <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={`${t.takeOut}: ${title}`} title={t.takeOut} onClick={() => onRemove(key)} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
