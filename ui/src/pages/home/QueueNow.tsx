import { useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Overview.module.css";
import { texts } from "./texts";

/** How many letters wait, and whether anybody sends them. */
export function QueueNow() {
  const t = useTexts(texts);
  const { data: lanes } = useQuery({ queryKey: ["queue", "lanes"], queryFn: () => data(api.GET("/api/v1/lanes")), refetchInterval: 15_000 });
  const { data: workers } = useQuery({ queryKey: ["queue", "workers"], queryFn: () => data(api.GET("/api/v1/workers")), refetchInterval: 15_000 });
  if (!lanes || !workers) return null;
  const waiting = lanes.items.reduce((sum, lane) => sum + lane.waiting, 0);
  const paused = lanes.items.filter((lane) => lane.paused).map((lane) => lane.lane);
  return (
    <>
      <div><strong className={styles.figure}>{waiting}</strong> <span className="quiet">{t.waiting(waiting)}</span></div>
      {paused.length > 0 && <div className={styles.alarm}>{t.paused(paused.join(", "))}</div>}
      {workers.items.length === 0 ? <div className={styles.alarm}>{t.noWorkers}</div> : <div className="quiet">{t.workers(workers.items.length)}</div>}
    </>
  );
}
