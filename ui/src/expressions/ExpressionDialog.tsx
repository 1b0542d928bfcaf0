import { Modal } from "antd";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import CodeEditor from "./CodeEditor";
import styles from "./ExpressionDialog.module.css";
import { Findings } from "./Findings";
import type { Checked } from "./queries";
import { texts } from "./texts";
import { Trial } from "./Trial";

interface Props {
  readonly language: "formula" | "n3";
  readonly value: string;
  readonly label: string;
  readonly onDone: (text: string) => void;
  readonly onCancel: () => void;
}

/** The large editor: the text, what is wrong with it, and what it gives for a record. */
export default function ExpressionDialog({ language, value, label, onDone, onCancel }: Props) {
  const t = useTexts(texts);
  const [text, setText] = useState(value);
  const [checked, setChecked] = useState<Checked>();
  return (
    <Modal
      open
      width={860}
      title={t.editorOf(label)}
      okText={t.done}
      cancelText={t.cancel}
      onOk={() => onDone(text)}
      onCancel={onCancel}
      mask={{ closable: false }}
    >
      <div className={styles.body}>
        <CodeEditor large autoFocus language={language} value={text} onChange={setText} label={label} onChecked={setChecked} />
        <p className={styles.hint}>{language === "n3" ? t.n3Hint : t.formulaHint}</p>
        {checked && text.trim() !== "" && <Findings checked={checked} />}
        <Trial language={language} text={text} />
      </div>
    </Modal>
  );
}
