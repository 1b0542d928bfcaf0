import { InboxOutlined, ReloadOutlined } from "@ant-design/icons";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { NavLink, useParams } from "react-router";
import { api, data } from "@/api/client";
import { Empty } from "@/components/Empty";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { NotLoaded } from "@/frame/NotLoaded";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Mailbox.module.css";
import { ReceivedLetter } from "./ReceivedLetter";
import { texts } from "./texts";

const receivedQuery = queryOptions({
  queryKey: ["demo", "list"],
  queryFn: () => data(api.GET("/api/v1/demo/letters", { params: { query: { limit: 200 } } })),
  refetchInterval: 3_000,
});

/** «Демо-ящик»: what the recipients of the demonstration got. */
export default function MailboxPage() {
  const t = useTexts(texts);
  const { id } = useParams();
  const { data: letters, error, isFetching, refetch } = useQuery(receivedQuery);
  if (error && !letters) return <NotLoaded error={error} again={() => void refetch()} />;
  if (!letters) return <div className="card padded"><Loading rows={6} /></div>;
  return (
    <>
      <PageHeader title={t.title} commands={<Button icon={<ReloadOutlined spin={isFetching} />} onClick={() => void refetch()}>{t.refresh}</Button>} />
      <p className={styles.hint}>{t.hint}</p>
      {letters.items.length === 0 ? (
        <div className="card"><Empty icon={<InboxOutlined aria-hidden />} title={t.emptyTitle} hint={t.emptyHint} /></div>
      ) : (
        <div className={`card ${styles.mailbox} ${id ? styles.reading : ""}`}>
          <ul className={styles.list} aria-label={t.letters}>
            {letters.items.map((letter) => (
              <li key={letter.id}>
                <NavLink to={`/mailbox/${letter.id}`} className={({ isActive }) => (isActive ? `${styles.letter} ${styles.active}` : (styles.letter ?? ""))}>
                  <span className={styles.line}>
                    <span className={styles.to}>{letter.to.join(", ")}</span>
                    <span className="quiet"><Time value={letter.received} /></span>
                  </span>
                  <span className={styles.subject}>{letter.subject || t.noSubject}</span>
                </NavLink>
              </li>
            ))}
          </ul>
          <div className={styles.reader}>{id ? <ReceivedLetter key={id} id={id} /> : <p className={`quiet ${styles.choose}`}>{t.choose}</p>}</div>
        </div>
      )}
    </>
  );
}
