import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { Link } from "react-router";
import { address, api, data } from "@/api/client";
import { Failed } from "@/components/Failed";
import { contentTabs } from "@/components/letter/contentTabs";
import { texts as letterTexts } from "@/components/letter/texts";
import { Loading } from "@/components/Loading";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Mailbox.module.css";
import { texts } from "./texts";

/** One letter of the mailbox, as its recipient reads it. */
export function ReceivedLetter({ id }: { id: string }) {
  const t = useTexts(texts);
  const l = useTexts(letterTexts);
  const { data: letter, error, refetch } = useQuery({
    queryKey: ["demo", "one", id],
    queryFn: () => data(api.GET("/api/v1/demo/letters/{id}/content", { params: { path: { id } } })),
    staleTime: Infinity,
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!letter) return <Loading rows={6} />;
  const at = { file: (index: number) => address(`/demo/letters/${id}/files/${index}`), source: address(`/demo/letters/${id}/raw`) };
  const people = (["from", "to", "cc"] as const).filter((role) => letter[role].length > 0);
  return (
    <article>
      <Link to="/mailbox" className={styles.back}>{t.back}</Link>
      <h2 className={styles.title}>{letter.subject || t.noSubject}</h2>
      <dl className={styles.people}>
        {people.map((role) => (
          <div key={role}>
            <dt>{t[role]}</dt>
            <dd>{letter[role].map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ")}</dd>
          </div>
        ))}
      </dl>
      <Tabs items={contentTabs(l, letter, at)} />
    </article>
  );
}
