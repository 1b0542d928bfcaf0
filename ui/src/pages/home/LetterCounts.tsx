import { MailOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, data } from "@/api/client";
import { StateTag } from "@/components/StateTag";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Overview.module.css";
import { texts } from "./texts";
import { Tile } from "./Tile";

/** How many letters are in which state. */
export function LetterCounts() {
  const t = useTexts(texts);
  const { data: counts } = useQuery({
    queryKey: ["messages", "counts", {}],
    queryFn: () => data(api.GET("/api/v1/messages/counts")),
    refetchInterval: 15_000,
  });
  const shown = counts?.items.filter((one) => one.count > 0) ?? [];
  return (
    <Tile icon={<MailOutlined />} title={t.letters} to="/messages">
      {counts && shown.length === 0 && <span className="quiet">{t.noLetters}</span>}
      <ul className={styles.links}>
        {shown.map((one) => (
          <li key={one.state}>
            <StateTag state={one.state} />
            <Link to={`/messages?state=${one.state}`} aria-label={`${one.label}: ${one.count}`}>{one.count}{one.more && "+"}</Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
