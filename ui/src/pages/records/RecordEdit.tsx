import { DeleteOutlined } from "@ant-design/icons";
import { Button as Command, Form } from "antd";
import { useState } from "react";
import { FormFooter } from "@/components/FormFooter";
import { Loading } from "@/components/Loading";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { FillingContext } from "./filling/filling";
import { RuleProblems } from "./filling/RuleProblems";
import { FormRows } from "./FormRows";
import { DialogWindow } from "./press/DialogWindow";
import { Outcome } from "./press/Outcome";
import { usePressing } from "./press/usePressing";
import type { RecordRow } from "./queries";
import styles from "./RecordForm.module.css";
import { cellsOf, operationOf, rowsOf, type Button, type RecordTemplate } from "./template";
import { texts } from "./texts";
import { useDeleteRecords } from "./useDeleteRecords";
import { useRecordEditor } from "./useRecordEditor";

interface Props {
  readonly template: RecordTemplate;
  readonly record?: RecordRow;
  readonly onCreated: (id: string) => void;
  readonly onLeave: () => void;
}

// The page has commands of its own for these; a template's button of the kind gives its name and its scenarios.
const OWN = ["create", "save", "delete"];

/** A record's form with its commands: saving, the template's buttons, deletion. */
export function RecordEdit({ template, record, onCreated, onLeave }: Props) {
  const t = useTexts(texts);
  const [reading, setReading] = useState(false);
  const editor = useRecordEditor(template, record, onCreated);
  const pressing = usePressing({ template, record, editor, setReading, onLeave });
  const remove = useDeleteRecords(template.name);
  const rows = rowsOf(template);
  const placed = new Set(cellsOf(rows).map((cell) => cell.button));
  const ofOperation = (operation: string) => template.buttons.find((button) => operationOf(button) === operation);
  const offers = (button: Button) => record?.buttons?.includes(button.name) ?? false;
  const shown = (button: Button) =>
    (!record || offers(button)) && (button.visible_in ?? "always") !== (reading ? "edit" : "read");
  const loose = template.buttons.filter((button) => !placed.has(button.name) && !OWN.includes(operationOf(button)) && shown(button));
  const command = (button: Button, main = false) => (
    <Command
      key={button.name}
      data-mark="press"
      type={main ? "primary" : "default"}
      title={record ? button.description || undefined : t.saveFirst}
      disabled={!record || (pressing.busy !== null && pressing.busy !== button.name)}
      loading={pressing.busy === button.name}
      onClick={() => pressing.press(button)}
    >
      {button.title}
    </Command>
  );
  const saving = record && ofOperation("save");
  const save = () => void (saving && offers(saving) ? pressing.press(saving) : editor.save());
  const deleting = ofOperation("delete");
  const erase = () => {
    if (!record) return;
    remove([record], () => { editor.pass(); onLeave(); }, deleting && offers(deleting) ? deleting.name : undefined);
  };
  return (
    <div className={styles.card}>
      <div className="card">
        <Form form={editor.form} layout="vertical" initialValues={editor.initial} onFinish={save} onValuesChange={editor.changed} className={styles.form} disabled={editor.saving}>
          {pressing.outcome && <Outcome outcome={pressing.outcome} onClose={pressing.dismiss} />}
          {editor.problems}
          <RuleProblems problems={editor.state.homeless} />
          {editor.state.isPending ? (
            <Loading rows={rows.length} />
          ) : (
            <FillingContext value={editor.state.filling}>
              <FormRows
                attributes={template.attributes}
                rows={rows}
                under="values"
                values={{ ...record?.values, ...editor.held, ...editor.state.values }}
                references={editor.state.references}
                reading={reading}
                accessOf={editor.state.accessOf}
                button={(name) => {
                  const button = template.buttons.find((one) => one.name === name);
                  return button && !OWN.includes(operationOf(button)) && shown(button) ? command(button, true) : null;
                }}
              />
            </FillingContext>
          )}
        </Form>
        <FormFooter note={editor.dirty && record ? t.unsaved : undefined}>
          {record && <Command type="text" danger icon={<DeleteOutlined aria-hidden />} style={{ color: "var(--danger)" }} onClick={erase}>{deleting?.title ?? t.delete}</Command>}
          {loose.map((button) => command(button))}
          <Command onClick={onLeave}>{record ? t.close : t.cancel}</Command>
          {reading ? (
            <Command type="primary" onClick={() => setReading(false)}>{t.edit}</Command>
          ) : (
            <Command type="primary" onClick={save} loading={editor.saving || (saving !== undefined && pressing.busy === saving.name)}>
              {saving?.title ?? t.save}
            </Command>
          )}
        </FormFooter>
      </div>
      {record && (
        <p className={styles.facts}>
          <span>{record.id}</span>
          <span>{t.createdAt} <Time value={record.created} />{record.creator && record.references[record.creator] && `, ${record.references[record.creator]?.title}`}</span>
          <span>{t.changedBy} <Time value={record.changed} /></span>
        </p>
      )}
      <DialogWindow button={pressing.asking} unfit={pressing.unfit} busy={pressing.busy !== null} onAnswer={pressing.answer} onClose={pressing.dismissDialog} />
    </div>
  );
}
