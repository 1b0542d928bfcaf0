import { ClusterOutlined } from "@ant-design/icons";
import { queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

type Worker = components["schemas"]["WorkerShape"];

const workersQuery = queryOptions({ queryKey: ["workers"], queryFn: async () => data(api.GET("/api/v1/workers")) });

/** The processes that deliver letters, with their last sign of life. */
export default function WorkersPage() {
  const t = useTexts(texts);
  const columns: GridColumn<Worker>[] = [
    { key: "name", title: t.name, dataIndex: "name" },
    { key: "lanes", title: t.lanes, render: (_, row) => row.lanes.join(", ") },
    { key: "claimed", title: t.claimed, dataIndex: "claimed", align: "right" },
    { key: "started", title: t.started, render: (_, row) => <Time value={row.started} /> },
    { key: "seen", title: t.seen, render: (_, row) => <Time value={row.seen} /> },
  ];
  return (
    <>
      <PageHeader title={t.title} />
      <DataGrid
        label={t.title}
        query={() => workersQuery}
        columns={columns}
        rowKey={(row) => row.name}
        searchable={false}
        refreshEvery={5_000}
        empty={{ icon: <ClusterOutlined />, title: t.emptyTitle, hint: t.emptyHint }}
      />
    </>
  );
}
