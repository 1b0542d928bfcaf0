import { AppstoreOutlined, CheckOutlined, FontSizeOutlined, LineOutlined, PlayCircleOutlined, TagOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { isOnForm } from "../editor/template";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { cellAt, insertCell, isGroup, rowsAt, type Cell } from "./layout";
import { texts } from "./texts";

/** What may be put on the form: pressed, it goes to the end of the form or of the chosen area; or it is dragged. */
export function Palette() {
  const t = useTexts(texts);
  const { body } = useTemplate();
  const { form } = useDesign();
  return (
    <section className={`card ${styles.palette}`} aria-label={t.palette}>
      <Heading>{t.layout}</Heading>
      <Item icon={<AppstoreOutlined aria-hidden />} label={t.area} make={() => ({ group: t.newArea, rows: [] })} />
      <Item icon={<FontSizeOutlined aria-hidden />} label={t.text} make={() => ({ text: t.newText })} />
      <Item icon={<LineOutlined aria-hidden />} label={t.divider} make={() => ({ divider: "" })} />
      <Heading>{t.attributes}</Heading>
      {body.attributes.length === 0 && <p className="quiet">{t.noAttributes}</p>}
      {body.attributes.map((one) => (
        <Item key={one.name} icon={<TagOutlined aria-hidden />} label={one.title} make={() => ({ attribute: one.name })} isThere={isOnForm(form, "attributes", one.name)} />
      ))}
      <Heading>{t.buttons}</Heading>
      {body.buttons.length === 0 && <p className="quiet">{t.noButtons}</p>}
      {body.buttons.map((one) => (
        <Item key={one.name} icon={<PlayCircleOutlined aria-hidden />} label={one.title} make={() => ({ button: one.name })} isThere={isOnForm(form, "buttons", one.name)} />
      ))}
    </section>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h3 className={styles.heading}>{children}</h3>;
}

function Item({ icon, label, make, isThere = false }: { icon: ReactNode; label: string; make: () => Cell; isThere?: boolean }) {
  const t = useTexts(texts);
  const { form, chosen, changeRows, drag } = useDesign();
  const add = () => {
    const cell = make();
    const target = chosen && cellAt(form.rows, chosen);
    const inside = chosen && target && isGroup(target) ? chosen : [];
    changeRows((rows) => insertCell(rows, { inside, row: rowsAt(rows, inside).length, column: null }, cell), cell);
  };
  return (
    <button
      type="button"
      className={styles.item}
      draggable={!isThere}
      disabled={isThere}
      aria-label={t.put(label)}
      title={t.put(label)}
      onClick={add}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", label);
        drag(make());
      }}
      onDragEnd={() => drag(null)}
    >
      <span aria-hidden>{icon}</span>
      <span className={styles.itemLabel}>{label}</span>
      {isThere && <CheckOutlined aria-label={t.onForm} title={t.onForm} />}
    </button>
  );
}
