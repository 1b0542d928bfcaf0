import { CheckCircleFilled, CloseCircleFilled, CloseOutlined, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import type { Problem } from "@/api/problem";
import { placeOf } from "@/forms/showProblems";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { useDesigner } from "./context";
import styles from "./Designer.module.css";
import { at, keyOf, ownerOf, type Action, type Path } from "./tree";

/** «Результат проверки»: the problems by element; each leads to its card. */
export function FoundPanel({ onClose }: { onClose: () => void }) {
  const { problems } = useDesigner();
  const t = useTexts(texts);
  return (
    <aside className={`card ${styles.panel}`} aria-label={t.found}>
      <div className={styles.panelHead}>
        <h2>{t.found}</h2>
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t.closeFound} onClick={onClose} />
      </div>
      {problems.length === 0 ? (
        <p><CheckCircleFilled className={styles.good} aria-hidden /> {t.foundNothing}</p>
      ) : (
        byElement(problems).map(([key, path, found]) => <Group key={key} path={path} problems={found} />)
      )}
    </aside>
  );
}

function Group({ path, problems }: { path: Path; problems: readonly Problem[] }) {
  const { body, actionTypes, eventTypes, open } = useDesigner();
  const t = useTexts(texts);
  const label = useLabel();
  const held = at<Action>(body, path);
  const type = (path[0] === "event" ? eventTypes : actionTypes).find((one) => one.type === held?.type);
  return (
    <section>
      <p className={styles.group}>{type && path.length > 0 ? label(type.label) : t.general}</p>
      {problems.map((problem) => (
        <button
          key={`${problem.path} ${problem.code}`}
          type="button"
          className={styles.finding}
          onClick={() => {
            document.querySelector(`[data-anchor="${keyOf(path)}"]`)?.scrollIntoView({ behavior: "smooth", block: "center" });
            if (path.length > 0) open(path);
          }}
        >
          {problem.severity === "warning" ? <WarningFilled className={styles.doubt} aria-hidden /> : <CloseCircleFilled className={styles.bad} aria-hidden />}
          <span>{problem.message}</span>
        </button>
      ))}
    </section>
  );
}

function byElement(problems: readonly Problem[]): [string, Path, Problem[]][] {
  const found = new Map<string, [string, Path, Problem[]]>();
  for (const problem of problems) {
    const place = placeOf(problem.path);
    const path = place[0] === "event" ? ["event"] : (ownerOf(place) ?? []);
    const key = keyOf(path);
    const held = found.get(key) ?? [key, path, []];
    held[2].push(problem);
    found.set(key, held);
  }
  return [...found.values()];
}
