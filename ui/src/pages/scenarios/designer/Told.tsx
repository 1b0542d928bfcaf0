import { useFindings } from "./findings";
import styles from "../variables/VariableTable.module.css";
import type { Step } from "./tree";

/** What the check found at a place of the action in hand. exact: only at the place itself, not inside it. */
export function Told({ path, exact }: { path: readonly Step[]; exact?: boolean }) {
  const found = useFindings(path, exact);
  return found.map((problem) => (
    <p key={`${problem.path} ${problem.code}`} className={problem.severity === "warning" ? styles.doubt : styles.error}>
      {problem.message}
    </p>
  ));
}
