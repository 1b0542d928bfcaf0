import { Alert } from "antd";
import type { Problem } from "@/api/problem";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Upload.module.css";
import { texts } from "./texts";

/** Why a package cannot be applied, each reason with its file and line. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const t = useTexts(texts);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t.refused}
      description={
        <ul className={styles.problems}>
          {problems.map((one, index) => (
            <li key={index}>
              {one.path && <code>{one.path}{one.line ? `, ${t.line(one.line)}` : ""}</code>} {one.message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
