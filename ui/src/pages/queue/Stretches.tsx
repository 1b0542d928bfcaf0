import { Table } from "antd";
import { Link } from "react-router";
import tables from "@/components/DataGrid.module.css";
import { numberFormat } from "@/i18n/formats";
import { ToneTag } from "@/components/ToneTag";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { Age } from "./Age";
import { HoldButton } from "./HoldButton";
import type { Stretch } from "./queries";
import styles from "./Queue.module.css";
import { texts } from "./texts";

/** Depth, age and rate of every connection by data bus, and how its server is. */
export function Stretches({ stretches, rules }: { stretches: readonly Stretch[]; rules: boolean }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <section className={`card ${styles.block} ${tables.grid}`} aria-labelledby="stretches">
      <h2 id="stretches" className={styles.heading}>{t.connections}</h2>
      <Table<Stretch>
        size="middle"
        className={tables.table}
        pagination={false}
        rowKey={(row) => `${row.connection} ${row.lane}`}
        dataSource={[...stretches]}
        locale={{ emptyText: t.nothingWaits }}
        columns={[
          { key: "connection", title: t.connection, render: (_, row) => <Link to={`/connections/${row.connection}`}>{row.connection}</Link> },
          { key: "lane", title: t.bus, align: "right", render: (_, row) => row.lane },
          { key: "state", title: t.state, render: (_, row) => <State stretch={row} /> },
          { key: "waiting", title: t.waiting, align: "right", render: (_, row) => <Link to={`/messages?connection=${row.connection}&lane=${row.lane}&state=queued&state=sending&state=deferred&state=held`}>{row.waiting}</Link> },
          { key: "sending", title: t.sending, align: "right", render: (_, row) => row.sending },
          { key: "oldest", title: t.oldest, align: "right", render: (_, row) => <Age since={row.oldest} /> },
          { key: "rate", title: t.rate, align: "right", render: (_, row) => numberFormat(language, { maximumFractionDigits: 1 }).format(row.rate) },
          ...(rules
            ? [{ key: "hold", title: "", align: "right" as const, render: (_: unknown, row: Stretch) => row.paused !== "disabled" && <HoldButton kind="connection" name={row.connection} called={`${t.connection} ${row.connection}`} isHeld={row.paused === "paused"} /> }]
            : []),
        ]}
      />
    </section>
  );
}

function State({ stretch }: { stretch: Stretch }) {
  const t = useTexts(texts);
  if (stretch.paused) return <ToneTag tone={stretch.paused === "paused" ? "waiting" : "quiet"}>{t[stretch.paused]}</ToneTag>;
  if (stretch.circuit) return <ToneTag tone="bad">{t[stretch.circuit]}</ToneTag>;
  return <ToneTag tone="good">{t.fine}</ToneTag>;
}
