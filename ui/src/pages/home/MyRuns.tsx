import { ThunderboltOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, data } from "@/api/client";
import { StateTag } from "@/components/StateTag";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Overview.module.css";
import { texts } from "./texts";
import { Tile } from "./Tile";

/** What a person set off lately, with the record that it was about. */
export function MyRuns() {
  const t = useTexts(texts);
  const { data: runs } = useQuery({
    queryKey: ["runs", "list", "mine"],
    queryFn: () => data(api.GET("/api/v1/runs", { params: { query: { limit: 8 } } })),
    refetchInterval: 15_000,
  });
  return (
    <Tile icon={<ThunderboltOutlined />} title={t.mine} to="/runs">
      {runs?.items.length === 0 && <span className="quiet">{t.noRuns}</span>}
      <ul className={styles.links}>
        {runs?.items.map((run) => (
          <li key={run.id}>
            <span>
              <StateTag state={run.status} /> <Time value={run.started} />
            </span>
            {run.record && <Link to={`/records/-/${run.record}`} aria-label={`${t.toRecord} ${run.record}`}>{t.toRecord}</Link>}
          </li>
        ))}
      </ul>
    </Tile>
  );
}
