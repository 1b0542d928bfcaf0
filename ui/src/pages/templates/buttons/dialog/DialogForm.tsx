import { EyeOutlined } from "@ant-design/icons";
import { Button, Radio } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { DialogWindow } from "@/pages/records/press/DialogWindow";
import type { Button as Pressable } from "@/pages/records/template";
import type { AttributeBody } from "../../editor/template";
import { Designer } from "../../forms/Designer";
import designer from "../../forms/Designer.module.css";
import { cellsOf, type Rows } from "../../forms/layout";
import styles from "./DialogForm.module.css";
import { texts } from "./texts";

interface Props {
  /** Set by the form's field. */
  readonly id?: string;
  readonly value?: Rows;
  readonly onChange?: (rows: Rows) => void;
  readonly title: string;
  readonly variables: readonly AttributeBody[];
}

const NONE: Rows = [];

/** What the dialog looks like: every variable in its order, or rows of one's own; and a look at it. */
export function DialogForm({ id, value = NONE, onChange, title, variables }: Props) {
  const t = useTexts(texts);
  const [isOwn, setOwn] = useState(value.length > 0);
  const [isShown, setShown] = useState(false);
  const named = useMemo(() => variables.filter((one) => one.name), [variables]);
  const parts = useMemo(() => ({ attributes: named, buttons: null }), [named]);
  const put = useCallback((rows: Rows) => onChange?.(rows), [onChange]);
  const placed = cellsOf(value).map((cell) => cell.attribute);
  const unplaced = named.filter((one) => !placed.includes(one.name));
  const choose = (own: boolean) => {
    setOwn(own);
    put(own ? named.map((one) => [{ attribute: one.name }]) : []);
  };
  return (
    <div id={id} role="group" aria-label={t.looks}>
      <div className={styles.bar}>
        <Radio.Group
          aria-label={t.looks}
          value={isOwn}
          options={[
            { value: false, label: t.inOrder },
            { value: true, label: t.own },
          ]}
          onChange={(event) => choose(event.target.value as boolean)}
        />
        <Button icon={<EyeOutlined aria-hidden />} onClick={() => setShown(true)}>{t.look}</Button>
      </div>
      {isOwn ? (
        <Designer rows={value} onChange={put} parts={parts}>
          <h3 className={designer.heading}>{t.dialogForm}</h3>
          <p className="quiet">{t.dialogFormHint}</p>
          {unplaced.length > 0 && <p role="status">{t.unplaced(unplaced.map((one) => one.title || one.name).join(", "))}</p>}
        </Designer>
      ) : (
        <p className="quiet">{t.inOrderHint}</p>
      )}
      <DialogWindow
        button={isShown ? ({ name: "", title, variables: named, dialog_rows: value } as unknown as Pressable) : null}
        onAnswer={() => setShown(false)}
        onClose={() => setShown(false)}
      />
    </div>
  );
}
