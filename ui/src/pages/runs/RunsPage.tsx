import { HistoryOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Segmented, Tag } from "antd";
import { Link, useSearchParams } from "react-router";
import { useLive } from "@/api/live";
import { may, useSession } from "@/api/session";
import { typesQuery } from "@/api/types";
import { DefinitionPicker } from "@/components/DefinitionPicker";
import { DefinitionTitle } from "@/components/DefinitionTitle";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { useSeenFailures } from "@/frame/useFailedRuns";
import { PageHeader } from "@/components/PageHeader";
import { StateTag } from "@/components/StateTag";
import { Time } from "@/components/Time";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { runsQuery, type Run, type RunState } from "./queries";
import styles from "./Runs.module.css";
import { texts } from "./texts";
import { Took } from "./Took";

/** «Выполнения»: what scenarios did, those that failed first. */
export default function RunsPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const builds = may(useSession(), "build");
  const [params, setParams] = useSearchParams();
  const { data: events = [] } = useQuery(typesQuery("events"));
  const status = params.get("status") as RunState | null;
  const scenario = params.get("scenario") ?? undefined;
  const record = params.get("record") ?? undefined;
  useLive(["run"], [["runs", "list"]], { record });
  useSeenFailures();
  const put = (name: string, value: string) =>
    setParams((held) => {
      const next = new URLSearchParams(held);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const eventOf = (name: string) => {
    const event = events.find((one) => one.type === name);
    return event ? label(event.label) : name;
  };
  const path = (row: Run) => `/runs/${row.id}`;
  const columns: GridColumn<Run>[] = [
    { key: "status", title: t.status, width: 140, render: (_, row) => <StateTag state={row.status} /> },
    {
      key: "scenario",
      title: t.scenario,
      render: (_, row) => (
        <>
          <Link to={path(row)}><DefinitionTitle folder="scenarios" name={row.scenario} enabled={builds} /></Link>
          {row.error && <span className={styles.error} title={row.error.message}>{row.error.message}</span>}
        </>
      ),
    },
    { key: "event", title: t.event, render: (_, row) => <>{eventOf(row.event)}{row.record && <span className={styles.below}><Link to={`/records/-/${row.record}`}>{row.record}</Link></span>}</> },
    { key: "initiator", title: t.initiator, render: (_, row) => row.initiator },
    { key: "letters", title: t.letters, align: "right", width: 90, render: (_, row) => row.letters },
    { key: "started", title: t.started, width: 130, render: (_, row) => <><Time value={row.started} /><span className={styles.below}><Took run={row} /></span></> },
  ];
  return (
    <>
      <PageHeader title={t.title} />
      <DataGrid<Run>
        key={params.toString()}
        label={t.title}
        query={({ cursor, limit }) => runsQuery({ status: status ? [status] : undefined, scenario, record, sort: status ? "-created" : "failures" }, { cursor, limit })}
        columns={columns}
        rowKey={(row) => row.id}
        open={path}
        searchable={false}
        create={
          <Segmented
            aria-label={t.states}
            value={status ?? ""}
            onChange={(value) => put("status", value)}
            options={[
              { value: "", label: t.all },
              { value: "failed", label: t.failed },
              { value: "waiting", label: t.waiting },
              { value: "done", label: t.done },
            ]}
          />
        }
        filters={
          <>
            {record && <Tag closable onClose={() => put("record", "")} style={{ paddingBlock: 4 }}>{t.limited(record)}</Tag>}
            {builds && (
              <DefinitionPicker
                folder="scenarios"
                aria-label={t.scenario}
                placeholder={t.anyScenario}
                value={scenario}
                onChange={(name) => put("scenario", name ?? "")}
                style={{ width: 240 }}
              />
            )}
          </>
        }
        filtered={status !== null || scenario !== undefined || record !== undefined}
        empty={{ icon: <HistoryOutlined />, title: t.emptyTitle, hint: t.emptyHint }}
      />
    </>
  );
}
