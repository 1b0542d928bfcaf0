import { DeleteOutlined, PlusOutlined, StopOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { explain } from "@/components/Failed";
import { PageHeader } from "@/components/PageHeader";
import { texts as common } from "@/components/texts";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { suppressionsQuery, useRelease, type Suppression } from "./queries";
import { SuppressionDialog } from "./SuppressionDialog";
import { texts } from "./texts";

/** Addresses that get nothing. */
export default function SuppressionsPage() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { modal, message } = App.useApp();
  const [adding, setAdding] = useState(false);
  const release = useRelease();
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t.add}
    </Button>
  );
  const columns: GridColumn<Suppression>[] = [
    { key: "address", title: t.address, dataIndex: "address" },
    { key: "reason", title: t.reason, dataIndex: "reason" },
    { key: "until", title: t.until, width: 200, render: (_, row) => (row.until ? <Time value={row.until} /> : <span className="quiet">{t.always}</span>) },
  ];
  const ask = (rows: readonly Suppression[]) =>
    modal.confirm({
      title: rows.length === 1 && rows[0] ? t.askRemove(rows[0].address) : t.askRemoveMany(rows.length),
      okText: t.remove,
      cancelText: t.keep,
      onOk: async () => {
        try {
          for (const row of rows) await release.mutateAsync(row.address);
        } catch (error) {
          void message.error(explain(error, c.unreachable), 8);
        }
      },
    });
  return (
    <>
      <PageHeader title={t.title} />
      <DataGrid
        label={t.title}
        query={suppressionsQuery}
        columns={columns}
        rowKey={(row) => row.address}
        searchable={false}
        create={add}
        actions={[{ key: "remove", label: t.remove, icon: <DeleteOutlined />, run: ask }]}
        empty={{ icon: <StopOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: add }}
      />
      {adding && <SuppressionDialog onClose={() => setAdding(false)} />}
    </>
  );
}
