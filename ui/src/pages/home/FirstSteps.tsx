import { CheckOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, data } from "@/api/client";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./FirstSteps.module.css";
import { texts } from "./texts";
import { useAny } from "./useAny";

/** The five steps to the first letter, until it was made. */
export function FirstSteps() {
  const t = useTexts(texts);
  const connection = useAny("connections");
  const route = useAny("routes");
  const template = useAny("templates");
  const scenario = useAny("scenarios");
  const letter = useQuery({
    queryKey: ["messages", "any"],
    queryFn: async () => (await data(api.GET("/api/v1/messages", { params: { query: { limit: 1 } } }))).items.length > 0,
  }).data;
  const steps = [
    { done: connection, title: t.connection, hint: t.connectionHint, to: "/connections" },
    { done: route, title: t.route, hint: t.routeHint, to: "/routes" },
    { done: template, title: t.template, hint: t.templateHint, to: "/templates" },
    { done: scenario, title: t.scenario, hint: t.scenarioHint, to: "/scenarios" },
    { done: letter, title: t.record, hint: t.recordHint, to: "/records" },
  ];
  if (steps.some((step) => step.done === undefined) || steps.every((step) => step.done)) return null;
  const next = steps.findIndex((step) => !step.done);
  return (
    <section className={`card padded ${styles.steps}`} aria-labelledby="first-steps">
      <h2 id="first-steps" className={styles.title}>
        {t.steps}
      </h2>
      <p className={styles.hint}>{t.stepsHint}</p>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={step.title} className={index === next ? `${styles.step} ${styles.next}` : styles.step}>
            <span className={step.done ? `${styles.number} ${styles.done}` : styles.number} aria-hidden>
              {step.done ? <CheckOutlined /> : index + 1}
            </span>
            <div className={styles.text}>
              <span className={styles.name}>
                {step.title}
                {step.done && <span className="visually-hidden">, {t.done}</span>}
              </span>
              <span className="quiet">{step.hint}</span>
            </div>
            <Link to={step.to} className={styles.go} aria-label={`${index === next ? t.begin : t.look}: ${step.title}`}>
              {index === next ? t.begin : t.look}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
