import { EditOutlined, MailOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { api, data } from "@/api/client";
import { Empty } from "@/components/Empty";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import type { HistoryEntry, RecordRow } from "../queries";
import type { RecordTemplate } from "../template";
import { EntryOf } from "./EntryOf";
import styles from "./History.module.css";
import { texts } from "./texts";

const ICONS = { save: <EditOutlined />, letter: <MailOutlined />, run: <ThunderboltOutlined /> };

/** What happened to a record: changed fields, letters, runs; newest first. */
export function History({ template, record }: { template: RecordTemplate; record: RecordRow }) {
  const t = useTexts(texts);
  const { data: pages, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["records", template.name, "one", record.id, "history"],
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/templates/{template}/records/{id}/history", {
          params: { path: { template: template.name, id: record.id }, query: { cursor: pageParam, limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!pages) return <div className="card padded"><Loading rows={5} /></div>;
  const entries = pages.pages.flatMap((page) => page.items as readonly HistoryEntry[]);
  if (entries.length === 0) return <div className="card"><Empty title={t.empty} hint={t.emptyHint} /></div>;
  return (
    <section className={`card ${styles.history}`} aria-label={t.title}>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <li key={`${entry.what} ${entry.letter?.id ?? entry.run?.id ?? entry.save?.version}`} className={styles.entry}>
            <span className={styles.icon} title={t[entry.what]} aria-label={t[entry.what]} role="img">{ICONS[entry.what]}</span>
            <div className={styles.what}><EntryOf entry={entry} template={template} /></div>
            <span className={styles.time}><Time value={entry.time} /></span>
          </li>
        ))}
      </ol>
      {hasNextPage && <Button className={styles.further} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t.further}</Button>}
    </section>
  );
}
