import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { ActionCard } from "./ActionCard";
import { AddMenu } from "./AddMenu";
import styles from "./Designer.module.css";
import { DropPlace } from "./DropPlace";
import { type Action, type Path } from "./tree";

/** Actions one under the other, joined by arrows; between any two an action can be added or dropped. */
export function ActionList({ list, actions, inner }: { list: Path; actions: readonly Action[]; inner?: boolean }) {
  const t = useTexts(texts);
  if (actions.length === 0) {
    return (
      <div className={styles.none}>
        <DropPlace list={list} index={0}>
          {inner && <span className="quiet">{t.nothingInside}</span>}
          <AddMenu list={list} index={0} label={inner ? t.addInside : t.add} large={!inner} />
        </DropPlace>
      </div>
    );
  }
  return (
    <ol className={styles.list}>
      {actions.map((action, index) => (
        <li key={action.id ?? index} className={styles.item}>
          <ActionCard action={action} path={[...list, index]} count={actions.length} />
          <DropPlace list={list} index={index + 1}>
            <AddMenu list={list} index={index + 1} label={t.addAfter(String(index + 1))} large={!inner && index === actions.length - 1} />
          </DropPlace>
        </li>
      ))}
    </ol>
  );
}
