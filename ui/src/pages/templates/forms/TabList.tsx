import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { withNewTab, withoutTab, withTabMoved, type Cell, type Place } from "./layout";
import { texts } from "./texts";

interface Props {
  readonly cell: Cell;
  readonly place: Place;
  readonly onChange: (cell: Cell) => void;
}

/** The tabs of an element: named, put in order, added, removed with what stands in them. */
export function TabList({ cell, place, onChange }: Props) {
  const t = useTexts(texts);
  const { showTab } = useDesign();
  const tabs = cell.tabs ?? [];
  const name = (number: number, title: string) => onChange({ ...cell, tabs: tabs.map((tab, at) => (at === number ? { ...tab, title } : tab)) });
  const move = (number: number, by: 1 | -1) => {
    onChange(withTabMoved(cell, number, by));
    showTab([...place, number + by]);
  };
  return (
    <div role="group" aria-label={t.tabs}>
      {tabs.map((tab, number) => (
        // Tabs have no identity of their own; all that is typed is in the form at once.
        <div key={number} className={styles.tabRow}>
          <Input
            aria-label={t.tabTitle(number + 1)}
            value={tab.title}
            maxLength={255}
            status={tab.title.trim() === "" ? "error" : undefined}
            onFocus={() => showTab([...place, number])}
            onChange={(event) => name(number, event.target.value)}
          />
          <Button type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t.tabUp(tab.title)} disabled={number === 0} onClick={() => move(number, -1)} />
          <Button type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t.tabDown(tab.title)} disabled={number === tabs.length - 1} onClick={() => move(number, 1)} />
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t.removeTab(tab.title)}
            title={tabs.length === 1 ? t.lastTab : t.removeTab(tab.title)}
            disabled={tabs.length === 1}
            onClick={() => onChange(withoutTab(cell, number))}
          />
          {tab.title.trim() === "" && <span className={styles.missing}>{t.needsTitle}</span>}
        </div>
      ))}
      <Button
        type="dashed"
        block
        icon={<PlusOutlined aria-hidden />}
        onClick={() => {
          onChange(withNewTab(cell, t.newTab(tabs.length + 1)));
          showTab([...place, tabs.length]);
        }}
      >
        {t.addTab}
      </Button>
      {tabs.some((tab) => (tab.rows ?? []).length > 0) && <p className={`quiet ${styles.hint}`}>{t.tabsHint}</p>}
    </div>
  );
}
