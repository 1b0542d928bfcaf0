import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useLive } from "@/api/live";
import { may, useSession } from "@/api/session";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { NotLoaded } from "@/frame/NotLoaded";
import { useTexts } from "@/i18n/LanguageProvider";
import { Flow } from "./Flow";
import { HeldNow } from "./HeldNow";
import { Lanes } from "./Lanes";
import { lanesQuery, queueQuery, workersQuery } from "./queries";
import styles from "./Queue.module.css";
import { Stretches } from "./Stretches";
import { texts } from "./texts";
import { Workers } from "./Workers";

/** «Очередь»: how much waits, since when, how fast it goes, and what holds it. */
export default function QueuePage() {
  const t = useTexts(texts);
  const rules = may(useSession(), "administer");
  const queue = useQuery(queueQuery);
  const lanes = useQuery(lanesQuery);
  const workers = useQuery(workersQuery);
  useLive(["lane", "place"], [["queue"]]);
  const error = queue.error ?? lanes.error ?? workers.error;
  if (error && !queue.data) return <NotLoaded error={error} again={() => void queue.refetch()} />;
  if (!queue.data || !lanes.data || !workers.data) return <div className="card padded"><Loading rows={8} /></div>;
  return (
    <>
      <PageHeader title={t.title} commands={<><Link to="/messages?state=queued&state=sending&state=deferred&state=held">{t.toLetters}</Link>{rules && <Link to="/suppressions">{t.suppressions}</Link>}</>} />
      <div className={styles.page}>
        <Lanes lanes={lanes.data.items} rules={rules} />
        <HeldNow held={queue.data.held} rules={rules} />
        <Flow queue={queue.data} />
        <Stretches stretches={queue.data.stretches} rules={rules} />
        <Workers workers={workers.data.items} />
      </div>
    </>
  );
}
