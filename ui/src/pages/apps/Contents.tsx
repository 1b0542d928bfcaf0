import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Block } from "@/components/Block";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Apps.module.css";
import { FOLDERS } from "./kinds";
import { PLURALS } from "./kindTexts";
import { contentsQuery } from "./queries";
import { texts } from "./texts";

/** What belongs to an app, by kind. */
export function Contents({ app }: { app: string }) {
  const t = useTexts(texts);
  const kinds = useTexts(PLURALS);
  const { data: parts, error, refetch } = useQuery(contentsQuery(app));
  const filled = parts?.filter((part) => part.items.length > 0);
  return (
    <Block title={t.contents}>
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : !filled ? (
        <Loading rows={4} />
      ) : filled.length === 0 ? (
        <p className="quiet">{t.contentsEmpty}</p>
      ) : (
        filled.map(({ kind, items }) => (
          <div key={kind}>
            <h3 className={styles.kind}>{kinds[kind]}</h3>
            <ul className={styles.list}>
              {items.map((one) => (
                <li key={one.name}><Link to={`/${FOLDERS[kind]}/${one.name}`}>{one.title}</Link></li>
              ))}
            </ul>
          </div>
        ))
      )}
    </Block>
  );
}
