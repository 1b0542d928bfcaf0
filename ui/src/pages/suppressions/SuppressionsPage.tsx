import { DeleteOutlined, StopOutlined } from "@ant-design/icons";
import { AddRemoveList } from "@/components/AddRemoveList";
import type { GridColumn } from "@/components/DataGrid";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { suppressionsQuery, useRelease, type Suppression } from "./queries";
import { SuppressionDialog } from "./SuppressionDialog";
import { texts } from "./texts";

/** Addresses that get nothing. */
export default function SuppressionsPage() {
  const t = useTexts(texts);
  const release = useRelease();
  const columns: GridColumn<Suppression>[] = [
    { key: "address", title: t.address, dataIndex: "address" },
    { key: "reason", title: t.reason, dataIndex: "reason" },
    { key: "until", title: t.until, width: 200, render: (_, row) => (row.until ? <Time value={row.until} /> : <span className="quiet">{t.always}</span>) },
  ];
  return (
    <AddRemoveList
      title={t.title}
      query={suppressionsQuery}
      columns={columns}
      rowKey={(row) => row.address}
      add={t.add}
      dialog={(close) => <SuppressionDialog onClose={close} />}
      remove={{
        label: t.remove,
        icon: <DeleteOutlined aria-hidden />,
        question: ([only, ...others]) => (only && others.length === 0 ? t.askRemove(only.address) : t.askRemoveMany(others.length + 1)),
        keep: t.keep,
        run: (row) => release.mutateAsync(row.address),
      }}
      empty={{ icon: <StopOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }}
    />
  );
}
