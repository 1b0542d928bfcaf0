import { Alert } from "antd";
import type { Problem } from "@/api/problem";
import styles from "../RecordForm.module.css";

/** What the rules of the form find wrong, of which no field can tell. */
export function RuleProblems({ problems }: { problems: readonly Problem[] }) {
  const [first] = problems;
  if (!first) return null;
  const told = problems.map(({ message }) => message);
  return (
    <Alert
      type="error"
      role="alert"
      showIcon
      className={styles.outcome}
      title={told.length === 1 ? first.message : <ul className={styles.problems}>{told.map((one) => <li key={one}>{one}</li>)}</ul>}
    />
  );
}
