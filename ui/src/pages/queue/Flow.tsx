import { Select } from "antd";
import { useMemo, useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { Chart } from "./Chart";
import type { Queue } from "./queries";
import styles from "./Queue.module.css";
import { seriesOf } from "./series";
import { texts } from "./texts";

/** What went out over the last hour, minute by minute, of all connections or of one. */
export function Flow({ queue }: { queue: Queue }) {
  const t = useTexts(texts);
  const [connection, choose] = useState("");
  const known = [...new Set([...queue.minutes, ...queue.stretches].map((one) => one.connection))].toSorted();
  const series = useMemo(() => seriesOf(queue, connection), [queue, connection]);
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const accepted = sum(series.accepted);
  const others = sum(series.others);
  return (
    <section className={`card ${styles.block}`} aria-labelledby="flow">
      <div className={styles.blockHead}>
        <h2 id="flow" className={styles.heading}>{t.sent}</h2>
        {known.length > 1 && (
          <Select
            aria-label={t.connection}
            value={connection}
            onChange={choose}
            options={[{ value: "", label: t.allConnections }, ...known.map((name) => ({ value: name, label: name }))]}
            style={{ width: 220 }}
          />
        )}
      </div>
      {accepted + others === 0 ? <p className="quiet">{t.quietHour}</p> : <Chart series={series} label={t.chart(accepted, others)} names={[t.accepted, t.others]} />}
    </section>
  );
}
