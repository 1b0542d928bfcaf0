import { Alert } from "antd";
import { Link } from "react-router";
import { DefinitionPicker } from "@/components/DefinitionPicker";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { HoldButton } from "./HoldButton";
import { useHold, type Held } from "./queries";
import styles from "./Queue.module.css";
import { texts } from "./texts";

/** What is paused now, with the way to resume it; and a route that shall be paused. */
export function HeldNow({ held, rules }: { held: readonly Held[]; rules: boolean }) {
  const t = useTexts(texts);
  const paused = held.filter((one) => one.reason === "paused");
  const called = (one: Held) => (one.kind === "lane" ? t.lane(Number(one.name)) : one.kind === "route" ? `${t.route} ${one.name}` : `${t.connection} ${one.name}`);
  return (
    <>
      {paused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t.held}
          description={
            <ul className={styles.held}>
              {paused.map((one) => (
                <li key={`${one.kind} ${one.name}`}>
                  <span>
                    {one.kind === "lane" ? called(one) : <Link to={`/${one.kind}s/${one.name}`}>{called(one)}</Link>}{" "}
                    <span>
                      {t.since} <Time value={one.since} />
                      {one.actor && `, ${t.by(one.actor)}`}
                    </span>
                  </span>
                  {rules && <HoldButton kind={one.kind} name={one.name} called={called(one)} isHeld />}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {rules && <PauseRoute paused={paused.filter((one) => one.kind === "route").map((one) => one.name)} />}
    </>
  );
}

function PauseRoute({ paused }: { paused: readonly string[] }) {
  const t = useTexts(texts);
  const hold = useHold();
  return (
    <label className={styles.pauseRoute}>
      <span>{t.pauseRoute}</span>
      <DefinitionPicker
        folder="routes"
        aria-label={t.pauseRoute}
        placeholder={t.chooseRoute}
        value={null}
        except={paused}
        loading={hold.isPending}
        onChange={(name) => name && hold.mutate({ kind: "route", name, hold: true })}
        style={{ width: 300, maxWidth: "100%" }}
      />
    </label>
  );
}
