import { FileTextOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { definitionsQuery } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Overview.module.css";
import { texts } from "./texts";
import { Tile } from "./Tile";

/** The templates whose records one works with, each with the way to a new record. */
export function Templates() {
  const t = useTexts(texts);
  const { data: templates } = useQuery(definitionsQuery("templates", { limit: 8 }));
  return (
    <Tile icon={<FileTextOutlined />} title={t.records} to="/records">
      {templates?.items.length === 0 && <span className="quiet">{t.noTemplates}</span>}
      <ul className={styles.links}>
        {templates?.items.map((template) => (
          <li key={template.name}>
            <Link to={`/records/${template.name}`}>{template.title}</Link>
            <Link to={`/records/${template.name}/new`} aria-label={`${t.create}: ${template.title}`}>{t.create}</Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
