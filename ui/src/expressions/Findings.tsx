import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from "@ant-design/icons";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./ExpressionDialog.module.css";
import type { Checked } from "./queries";
import { resultKinds, texts } from "./texts";

/** What the check found, line by line; when nothing is wrong, what the text yields. */
export function Findings({ checked }: { checked: Checked }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { kind } = checked.result;
  return (
    <ul className={styles.findings} aria-label={t.problems} aria-live="polite">
      {checked.problems.map((problem) => (
        <li key={`${problem.code}${problem.from}`} className={styles.finding}>
          {problem.severity === "warning" ? (
            <WarningFilled className={styles.doubtful} aria-hidden />
          ) : (
            <CloseCircleFilled className={styles.bad} aria-hidden />
          )}
          <span>{problem.message}</span>
          {problem.line !== null && problem.column !== null && <span className="quiet">{t.place(problem.line, problem.column)}</span>}
        </li>
      ))}
      {checked.ok && checked.problems.length === 0 && (
        <li className={styles.finding}>
          <CheckCircleFilled className={styles.good} aria-hidden />
          <span>{t.noProblems}</span>
          {kind && <span className="quiet">{t.yields(label(resultKinds[kind]))}</span>}
        </li>
      )}
    </ul>
  );
}
