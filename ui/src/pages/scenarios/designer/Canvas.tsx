import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { ActionList } from "./ActionList";
import { AddMenu } from "./AddMenu";
import { useDesigner } from "./context";
import styles from "./Designer.module.css";
import { DropPlace } from "./DropPlace";
import { EventCard } from "./EventCard";

/** The event and, below it, the actions in their order. */
export function Canvas() {
  const t = useTexts(texts);
  const { body } = useDesigner();
  return (
    <section className={`card ${styles.canvas}`} aria-label={t.canvas}>
      <div className={styles.column}>
        <EventCard />
        {body.actions.length > 0 && (
          <DropPlace list={["actions"]} index={0}>
            <AddMenu list={["actions"]} index={0} label={t.add} />
          </DropPlace>
        )}
        <ActionList list={["actions"]} actions={body.actions} />
        <p className={styles.advice}>{t.advice}</p>
      </div>
    </section>
  );
}
