import { FileTextOutlined, FlagOutlined, MailOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { definitionsQuery } from "@/api/definitions";
import { useFailedRuns } from "@/frame/useFailedRuns";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Overview.module.css";
import { texts } from "./texts";

/** What needs attention, and the ways into the daily work. */
export function Overview() {
  const t = useTexts(texts);
  const failed = useFailedRuns();
  const { data: templates } = useQuery(definitionsQuery("templates", { limit: 8 }));
  return (
    <div className={styles.tiles}>
      <Tile icon={<FlagOutlined aria-hidden />} title={t.failed} to="/runs?status=failed" alarming={failed > 0}>
        {failed > 0 ? t.failedSome(failed) : t.failedNone}
      </Tile>
      <Tile icon={<MailOutlined aria-hidden />} title={t.letters} to="/messages">
        {t.lettersHint}
      </Tile>
      <section className={`card ${styles.tile}`} aria-label={t.records}>
        <h2 className={styles.title}>
          <FileTextOutlined className={styles.icon} aria-hidden /> {t.records}
        </h2>
        {templates?.items.length === 0 && <span className="quiet">{t.noTemplates}</span>}
        <ul className={styles.links}>
          {templates?.items.map((template) => (
            <li key={template.name}>
              <Link to={`/records/${template.name}`}>{template.title}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Tile({ icon, title, to, alarming, children }: { icon: ReactNode; title: string; to: string; alarming?: boolean; children: ReactNode }) {
  return (
    <Link to={to} className={`card ${styles.tile}`}>
      <h2 className={styles.title}>
        <span className={alarming ? styles.alarm : styles.icon} aria-hidden>
          {icon}
        </span>{" "}
        {title}
      </h2>
      <span className={alarming ? styles.alarm : "quiet"}>{children}</span>
    </Link>
  );
}
