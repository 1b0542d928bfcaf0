import { CheckOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link } from "react-router";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts as tourTexts } from "@/tour/texts";
import { useSteps } from "@/tour/useSteps";
import { useTour } from "@/tour/useTour";
import styles from "./FirstSteps.module.css";
import { texts } from "./texts";

/** The five steps to the first letter, until it was made. */
export function FirstSteps() {
  const t = useTexts(texts);
  const g = useTexts(tourTexts);
  const tour = useTour();
  const steps = useSteps().map((step) => ({ ...step, title: t[step.name], hint: t[`${step.name}Hint`] }));
  if (steps.some((step) => step.done === undefined) || steps.every((step) => step.done)) return null;
  const next = steps.findIndex((step) => !step.done);
  return (
    <section className={`card padded ${styles.steps}`} aria-labelledby="first-steps">
      <h2 id="first-steps" className={styles.title}>
        {t.steps}
      </h2>
      <p className={styles.hint}>{t.stepsHint}</p>
      {!tour.isOn && (
        <Button type="primary" onClick={tour.begin}>
          {g.begin}
        </Button>
      )}
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
