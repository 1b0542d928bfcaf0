import { useQuery } from "@tanstack/react-query";
import { Alert, Collapse } from "antd";
import { Link } from "react-router";
import { typesQuery } from "@/api/types";
import { ToneTag } from "@/components/ToneTag";
import { useTexts } from "@/i18n/LanguageProvider";
import { Differences } from "../../versions/Differences";
import { FOLDERS } from "../kinds";
import { LABELS } from "../kindTexts";
import type { Step } from "../queries";
import { TONES } from "./tones";
import styles from "./Upload.module.css";
import { texts } from "./texts";

/** What happens to one definition, why it might not, and whom it concerns. */
export function StepView({ step, done }: { step: Step; done: boolean }) {
  const t = useTexts(texts);
  const kinds = useTexts(LABELS);
  // Of connections and routes each type has a shape of its own, which a plan does not tell.
  const { data: shapes = [] } = useQuery(typesQuery("definitions"));
  const schema = shapes.find((one) => one.type === step.kind)?.schema;
  const known = done ? step.action !== "delete" : step.action !== "create";
  return (
    <li className={styles.step}>
      <div className={styles.line}>
        <ToneTag tone={TONES[step.action]}>{t[step.action]}</ToneTag>
        <span className="quiet">{kinds[step.kind]}</span>
        {known ? <Link to={`/${FOLDERS[step.kind]}/${step.name}`}>{step.title}</Link> : <strong>{step.title}</strong>}
        {step.title !== step.name && <code className="quiet">{step.name}</code>}
      </div>
      {step.disabled && <Alert type="error" showIcon title={t.disabled} description={t.disabledHint} />}
      {step.problems.length > 0 && (
        <ul className={styles.problems}>
          {step.problems.map((one, index) => <li key={index}><code>{one.path}</code> {one.message}</li>)}
        </ul>
      )}
      {step.affected.length > 0 && <p className={styles.affected}>{t.affects(step.affected.map((one) => `${kinds[one.kind]} ${one.name}`).join(", "))}</p>}
      {step.changes.length > 0 && <Collapse ghost size="small" items={[{ key: "changes", label: t.differences, children: <Differences changes={step.changes} schema={schema} /> }]} />}
    </li>
  );
}
