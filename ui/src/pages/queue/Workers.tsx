import { Alert, Table } from "antd";
import type { components } from "@/api/schema";
import tables from "@/components/DataGrid.module.css";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Queue.module.css";
import { texts } from "./texts";

type Worker = components["schemas"]["WorkerShape"];

/** Who sends, and when each was heard of last. */
export function Workers({ workers }: { workers: readonly Worker[] }) {
  const t = useTexts(texts);
  return (
    <section className={`card ${styles.block} ${tables.grid}`} aria-labelledby="workers">
      <h2 id="workers" className={styles.heading}>{t.workers}</h2>
      {workers.length === 0 ? (
        <Alert type="error" showIcon title={t.noWorkers} />
      ) : (
        <div className={tables.table} tabIndex={0} role="group" aria-label={t.workers}>
          <Table<Worker>
            size="middle"
            pagination={false}
            rowKey={(row) => row.name}
            dataSource={[...workers]}
            columns={[
              { key: "name", title: t.worker, render: (_, row) => <code>{row.name}</code> },
              { key: "lanes", title: t.lanesOf, render: (_, row) => row.lanes.join(", ") },
              { key: "claimed", title: t.claimed, align: "right", render: (_, row) => row.claimed },
              { key: "seen", title: t.seen, render: (_, row) => <Time value={row.seen} /> },
              { key: "started", title: t.startedAt, render: (_, row) => <Time value={row.started} /> },
            ]}
          />
        </div>
      )}
    </section>
  );
}
