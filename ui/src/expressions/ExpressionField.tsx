import { DownOutlined, ExpandAltOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { AttributePath } from "./AttributePath";
import { CodeEditor, loadCodeEditor } from "./editor";
import { constantOf, kindOf, KINDS, tellingLine, textOf, type Expression, type Kind } from "./expression";
import styles from "./ExpressionField.module.css";
import { useScope } from "./scope";
import { StandIn, useCaret } from "./StandIn";
import { texts } from "./texts";

const ExpressionDialog = lazy(() => import("./ExpressionDialog"));

interface Props {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (expression: Expression | undefined) => void;
  /** What is computed, such as the name of the variable: for screen readers and the large editor's title. */
  readonly label: string;
  readonly invalid?: boolean;
  /** The kinds that are allowed here. */
  readonly kinds?: readonly Kind[];
}

/** A value: an attribute, a formula, an N3 text or a constant, with the kind at its right end. */
export function ExpressionField({ id, value, onChange, label, invalid, kinds = KINDS }: Props) {
  const t = useTexts(texts);
  const { template } = useScope();
  const [isOpen, setOpen] = useState(false);
  const given = kindOf(value);
  const [wanted, setWanted] = useState<Kind>("attribute");
  const kind = given ?? (wanted === "attribute" && !template ? "formula" : wanted);
  const text = textOf(value);
  const caret = useCaret();
  // Any kind may be changed to a formula, which is then typed at once.
  useEffect(() => void loadCodeEditor(), []);
  const change = (next: string) => onChange?.(next === "" ? undefined : { [kind]: kind === "value" ? constantOf(next) : next });
  const choose = (next: Kind) => {
    setWanted(next);
    onChange?.(undefined);
  };
  return (
    <div className={invalid ? `${styles.field} ${styles.invalid}` : styles.field}>
      <div className={styles.control}>
        {kind === "attribute" ? (
          <AttributePath id={id} value={text} onChange={change} label={label} />
        ) : kind === "value" ? (
          <Input id={id} aria-label={label} value={text} placeholder={t.constantHint} onChange={(event) => change(event.target.value)} />
        ) : kind === "n3" ? (
          <button type="button" id={id} className={styles.preview} aria-label={`${label}: N3`} onClick={() => setOpen(true)}>
            <code>{tellingLine("n3", text) || t.openEditor}</code>
          </button>
        ) : (
          <Suspense fallback={<StandIn value={text} onChange={change} label={label} caret={caret} />}>
            <CodeEditor language="formula" value={text} onChange={change} label={label} caret={caret} />
          </Suspense>
        )}
      </div>
      {(kind === "formula" || kind === "n3") && (
        <Button
          type="text"
          icon={<ExpandAltOutlined aria-hidden />}
          aria-label={`${t.openEditor}: ${label}`}
          title={t.openEditor}
          onClick={() => setOpen(true)}
        />
      )}
      <Dropdown
        trigger={["click"]}
        menu={{
          selectedKeys: [kind],
          items: kinds.map((one) => ({ key: one, label: t[one] })),
          onClick: ({ key }) => key !== kind && choose(key as Kind),
        }}
      >
        <button type="button" className={styles.kind} aria-label={`${t[kind]}. ${t.kind}: ${label}`} aria-haspopup="menu">
          {t[kind]} <DownOutlined aria-hidden />
        </button>
      </Dropdown>
      {isOpen && (kind === "formula" || kind === "n3") && (
        <Suspense fallback={null}>
          <ExpressionDialog
            language={kind}
            value={text}
            label={label}
            onDone={(next) => {
              change(next);
              setOpen(false);
            }}
            onCancel={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
