import { Alert, Button } from "antd";
import type { Definition } from "@/api/definitions";
import type { Problem } from "@/api/problem";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./RouteNotice.module.css";
import { texts } from "./texts";
import type { RouteReview } from "./useReview";

interface Props {
  readonly definition?: Definition;
  readonly dirty: boolean;
  readonly review: RouteReview;
  /** Leads to the field of a problem. */
  readonly go: (path: string) => void;
}

/** Why the route is off, or will be after a save, with the way to each place. */
export function RouteNotice({ definition, dirty, review, go }: Props) {
  const t = useTexts(texts);
  const stored = definition && !definition.active ? definition.problems.filter((one) => one.severity !== "warning") : [];
  const off = !dirty && stored.length > 0;
  const problems = off ? stored : dirty ? review.errors : [];
  const affected = dirty ? review.affected.filter((one) => one.kind !== "route" || one.name !== definition?.name) : [];
  return (
    <div aria-live="polite">
      {problems.length > 0 && (
        <Alert
          type={off ? "error" : "warning"}
          showIcon
          className={styles.notice}
          title={off ? t.switchedOff : review.switchesOff ? t.willSwitchOff : t.toCorrect}
          description={
            <>
              {off && t.switchedOffHint}
              <Places problems={problems} go={go} />
            </>
          }
        />
      )}
      {affected.length > 0 && (
        <Alert type="warning" showIcon className={styles.notice} title={`${t.breaks}: ${affected.map((one) => one.name).join(", ")}`} />
      )}
    </div>
  );
}

function Places({ problems, go }: { problems: readonly Problem[]; go: (path: string) => void }) {
  const t = useTexts(texts);
  return (
    <ul className={styles.places}>
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.line} ${problem.column} ${problem.code}`}>
          <Button type="link" size="small" className={styles.place} onClick={() => go(problem.path)}>
            {problem.message}
            {problem.line && problem.line > 1 ? ` (${t.place} ${problem.line})` : ""}
          </Button>
        </li>
      ))}
    </ul>
  );
}
