import { AppstoreOutlined, CheckOutlined, FolderOutlined, FontSizeOutlined, LineOutlined, PlayCircleOutlined, TagOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { cellAt, cellsOf, insertCell, insideOf, isGroup, rowsAt, type Cell, type Inside } from "./layout";
import { texts } from "./texts";

/** What may be put on the form: pressed, it goes to the end of the form, or of the area or tab in which something is chosen; or it is dragged. */
export function Palette() {
  const t = useTexts(texts);
  const { rows, parts } = useDesign();
  const shown = cellsOf(rows);
  return (
    <section className={`card ${styles.palette}`} aria-label={t.palette} data-mark="palette">
      <Heading>{t.layout}</Heading>
      <Item icon={<AppstoreOutlined aria-hidden />} label={t.area} make={() => ({ group: t.newArea, rows: [] })} />
      <Item icon={<FolderOutlined aria-hidden />} label={t.tabs} make={() => ({ tabs: [{ title: t.newTab(1), rows: [] }, { title: t.newTab(2), rows: [] }] })} />
      <Item icon={<FontSizeOutlined aria-hidden />} label={t.text} make={() => ({ text: t.newText })} />
      <Item icon={<LineOutlined aria-hidden />} label={t.divider} make={() => ({ divider: "" })} />
      <Heading>{parts.buttons ? t.attributes : t.variables}</Heading>
      {parts.attributes.length === 0 && <p className="quiet">{parts.buttons ? t.noAttributes : t.noVariables}</p>}
      {parts.attributes.map((one) => (
        <Item key={one.name} icon={<TagOutlined aria-hidden />} label={one.title || one.name} make={() => ({ attribute: one.name })} isThere={shown.some((cell) => cell.attribute === one.name)} />
      ))}
      {parts.buttons && (
        <>
          <Heading>{t.buttons}</Heading>
          {parts.buttons.length === 0 && <p className="quiet">{t.noButtons}</p>}
          {parts.buttons.map((one) => (
            <Item key={one.name} icon={<PlayCircleOutlined aria-hidden />} label={one.title} make={() => ({ button: one.name })} isThere={shown.some((cell) => cell.button === one.name)} />
          ))}
        </>
      )}
    </section>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h3 className={styles.heading}>{children}</h3>;
}

function Item({ icon, label, make, isThere = false }: { icon: ReactNode; label: string; make: () => Cell; isThere?: boolean }) {
  const t = useTexts(texts);
  const { rows, chosen, changeRows, drag, openTab } = useDesign();
  const add = () => {
    const cell = make();
    const target = chosen && cellAt(rows, chosen);
    const inside: Inside = !chosen || !target ? [] : isGroup(target) ? [...chosen, 0] : target.tabs ? [...chosen, openTab(chosen)] : insideOf(chosen);
    changeRows((held) => insertCell(held, { inside, row: rowsAt(held, inside).length, column: null }, cell), cell);
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
