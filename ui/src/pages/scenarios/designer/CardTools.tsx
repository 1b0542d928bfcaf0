import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, DownOutlined, EditOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { useDesigner } from "./context";
import styles from "./Designer.module.css";
import { moveBy } from "./moves";
import { duplicate, remove, split, type Path } from "./tree";

interface Props {
  readonly path: Path;
  readonly count: number;
  readonly called: string;
  readonly fold?: { readonly isFolded: boolean; readonly toggle: () => void };
}

/** Edit, fold, move, duplicate, delete: seen when the card is pointed at or has the focus. */
export function CardTools({ path, count, called, fold }: Props) {
  const t = useTexts(texts);
  const { change, open } = useDesigner();
  const { index } = split(path);
  const tool = (label: string, icon: ReactNode, run: () => void, isOff = false) => (
    <Button type="text" size="small" icon={icon} aria-label={label} title={label} disabled={isOff} onClick={run} />
  );
  return (
    <div className={styles.tools}>
      {fold && tool(fold.isFolded ? t.unfold(called) : t.fold(called), fold.isFolded ? <RightOutlined /> : <DownOutlined />, fold.toggle)}
      {tool(t.moveUp(called), <ArrowUpOutlined />, () => change((body) => moveBy(body, path, -1)), index === 0)}
      {tool(t.moveDown(called), <ArrowDownOutlined />, () => change((body) => moveBy(body, path, 1)), index === count - 1)}
      {tool(t.duplicate(called), <CopyOutlined />, () => change((body) => duplicate(body, path)))}
      {tool(t.edit(called), <EditOutlined />, () => open(path))}
      {tool(t.remove(called), <DeleteOutlined />, () => change((body) => remove(body, path)))}
    </div>
  );
}
