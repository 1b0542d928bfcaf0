import { Link } from "react-router";
import { may, useSession } from "@/api/session";
import { DefinitionTitle } from "@/components/DefinitionTitle";
import { StateTag } from "@/components/StateTag";
import { useTexts } from "@/i18n/LanguageProvider";
import type { HistoryEntry } from "../queries";
import type { RecordTemplate } from "../template";
import { ValueView } from "../ValueView";
import styles from "./History.module.css";
import { texts } from "./texts";

/** One thing that happened, in words with its links. */
export function EntryOf({ entry, template }: { entry: HistoryEntry; template: RecordTemplate }) {
  const t = useTexts(texts);
  const builds = may(useSession(), "build");
  if (entry.letter) {
    const { id, subject, state, recipients, why } = entry.letter;
    const called = subject || t.noSubject;
    return (
      <>
        <Link to={`/messages/${id}`}>{called}</Link> <StateTag state={state} />
        <div className="quiet">{t.to(recipients.map((one) => one.address).join(", "))}</div>
        {why && state !== "sent" && <div className={styles.why}>{why}</div>}
      </>
    );
  }
  if (entry.run) {
    const { id, scenario, status, error, initiator } = entry.run;
    const called = <DefinitionTitle folder="scenarios" name={scenario} enabled={builds} />;
    return (
      <>
        {builds ? <Link to={`/runs/${id}`}>{called}</Link> : called} <StateTag state={status} />
        <div className="quiet">{t.started(initiator)}</div>
        {error && <div className={styles.why}>{error.message}</div>}
      </>
    );
  }
  const { save } = entry;
  if (!save) return null;
  return (
    <>
      <div>{save.references[save.account]?.title ?? save.account}</div>
      <ul className={styles.values}>
        {save.values.map((value) => {
          const attribute = template.attributes.find((one) => one.name === value.attribute) ?? { name: value.attribute, title: value.attribute, data_type: "text" };
          return (
            <li key={value.attribute}>
              <span className="quiet">{attribute.title}:</span> <ValueView attribute={attribute} value={value.before} references={save.references} /> →{" "}
              <ValueView attribute={attribute} value={value.after} references={save.references} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
