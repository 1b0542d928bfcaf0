import { Alert, Button } from "antd";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import type { components } from "@/api/schema";
import { may, useSession } from "@/api/session";
import { typesQuery } from "@/api/types";
import { RecordLink } from "@/components/RecordLink";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./Runs.module.css";
import { texts } from "./texts";

type RunError = components["schemas"]["RunErrorShape"];

/** Why a run failed, the way to the card at fault, and how scenarios set each other off until then. */
export function FailedWith({ error }: { error: RunError }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const builds = may(useSession(), "build");
  const further = error.errors.filter((one) => one.message !== error.message);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className={styles.failed}
      title={error.message}
      description={
        <>
          {further.length > 0 && (
            <ul className={styles.problems}>
              {further.map((one) => (
                <li key={`${one.path} ${one.code}`}>{one.message}</li>
              ))}
            </ul>
          )}
          <div>{t.nothingChanged}</div>
          {error.chain.length > 1 && <Chain links={error.chain} builds={builds} />}
        </>
      }
      action={
        builds && error.action && (
          <Button onClick={() => void navigate(`/scenarios/${error.scenario}?action=${error.action}`)}>{t.toCard}</Button>
        )
      }
    />
  );
}

function Chain({ links, builds }: { links: RunError["chain"]; builds: boolean }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { data: events } = useQuery(typesQuery("events"));
  return (
    <>
      <h3 className={styles.chainTitle}>{t.chain}</h3>
      <ol className={styles.chain}>
        {links.map((link, index) => {
          const event = events?.find((one) => one.type === link.event);
          return (
            <li key={index}>
              {event ? label(event.label) : link.event}: <RecordLink id={link.record} /> → {builds ? <Link to={`/scenarios/${link.scenario}`}>{link.scenario}</Link> : link.scenario}
            </li>
          );
        })}
      </ol>
    </>
  );
}
