import { DeleteOutlined, PlusOutlined, StopOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { useConfirm } from "@/components/useConfirm";
import { useTexts } from "@/i18n/LanguageProvider";
import { suppressionsQuery, useRelease, type Suppression } from "./queries";
import { SuppressionDialog } from "./SuppressionDialog";
import { texts } from "./texts";

/** Addresses that get nothing. */
export default function SuppressionsPage() {
  const t = useTexts(texts);
  const confirm = useConfirm();
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
    confirm({
      title: rows.length === 1 && rows[0] ? t.askRemove(rows[0].address) : t.askRemoveMany(rows.length),
      ok: t.remove,
      cancel: t.keep,
      onOk: async () => {
        for (const row of rows) await release.mutateAsync(row.address);
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
