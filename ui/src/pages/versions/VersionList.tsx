import { Tag } from "antd";
import type { Version } from "@/api/definitions";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import styles from "./VersionsPage.module.css";

interface Props {
  readonly versions: readonly Version[];
  readonly chosen: number;
  readonly onChoose: (version: number) => void;
}

/** Every save, newest first: who, when, how much. */
export function VersionList({ versions, chosen, onChoose }: Props) {
  const t = useTexts(texts);
  const newest = versions[0]?.version;
  return (
    <ol className={styles.list} aria-label={t.versions}>
      {versions.map(({ version, author, time, body, changes }) => (
        <li key={version}>
          <button type="button" className={styles.entry} aria-current={version === chosen} onClick={() => onChoose(version)}>
            <span className={styles.line}>
              <strong>{t.version(version)}</strong>
              {version === newest && <Tag>{t.current}</Tag>}
              {body === null && <Tag color="red">{t.deleted}</Tag>}
            </span>
            <span className={styles.line}>
              <span>{author}</span>
              <span className="quiet"><Time value={time} /></span>
            </span>
            <span className="quiet">{version === 1 ? t.created : t.changes(changes.length)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
