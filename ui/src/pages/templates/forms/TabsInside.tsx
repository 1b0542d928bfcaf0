import { PlusOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { RowList } from "./Canvas";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { setCell, withNewTab, type Cell, type Place } from "./layout";
import { texts } from "./texts";

/** The tabs of an element as the form shows them; what is dragged over a tab opens it. */
export function TabsInside({ cell, place }: { cell: Cell; place: Place }) {
  const t = useTexts(texts);
  const { dragged, openTab, showTab, changeRows } = useDesign();
  const tabs = cell.tabs ?? [];
  const add = () => {
    const next = withNewTab(cell, t.newTab(tabs.length + 1));
    changeRows((rows) => setCell(rows, place, next), next);
    showTab([...place, tabs.length]);
  };
  return (
    <div className={`${styles.inside} ${styles.tabs}`}>
      <Button type="text" size="small" className={styles.addTab} icon={<PlusOutlined aria-hidden />} aria-label={t.addTab} title={t.addTab} onClick={add} />
      <Tabs
        size="small"
        activeKey={String(openTab(place))}
        onChange={(key) => showTab([...place, Number(key)])}
        items={tabs.map((tab, number) => ({
          key: String(number),
          label: <span onDragEnter={() => dragged !== null && showTab([...place, number])}>{tab.title || t.untitled}</span>,
          children: (
            <>
              {(tab.rows ?? []).length === 0 && <p className="quiet">{t.emptyArea}</p>}
              <RowList rows={tab.rows ?? []} inside={[...place, number]} />
            </>
          ),
        }))}
      />
    </div>
  );
}
