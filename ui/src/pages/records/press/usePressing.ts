import { App } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { isProblem, type Problem } from "@/api/problem";
import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { recordQuery, type RecordRow } from "../queries";
import { asks, openForm, operationOf, type Button, type RecordTemplate } from "../template";
import { texts } from "../texts";
import type { RecordEditor } from "../useRecordEditor";
import { download } from "./download";
import type { PressOutcome } from "./Outcome";
import { usePress, type Pressed } from "./usePress";

interface Options {
  readonly template: RecordTemplate;
  readonly record: RecordRow | undefined;
  readonly editor: RecordEditor;
  readonly setReading: (reading: boolean) => void;
  readonly onLeave: () => void;
}

/** Presses the buttons of the record on the page: with what the form holds unsaved, and with the answers of the dialog. */
export function usePressing({ template, record, editor, setReading, onLeave }: Options) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const pressing = usePress(template.name);
  const [busy, setBusy] = useState<string | null>(null);
  const [asking, setAsking] = useState<Button | null>(null);
  const [unfit, setUnfit] = useState<readonly Problem[]>([]);
  const [outcome, setOutcome] = useState<PressOutcome | null>(null);

  const follow = async (button: Button, pressed: Pressed) => {
    if (button.form_access === "read" || button.form_access === "edit") setReading(button.form_access === "read");
    if (pressed.record === null) {
      void message.success(t.gone);
      editor.pass();
      return onLeave();
    }
    if (button.save_after !== false || !editor.dirty) {
      editor.begin(await queries.fetchQuery({ ...recordQuery(template.name, record?.id ?? ""), staleTime: 0 }));
    } else void message.info(t.unsavedPress, 6);
    if (button.result === "download") {
      if (pressed.download) download(pressed.download);
      else void message.warning(t.noFile, 6);
    }
    if (pressed.record !== record?.id) return void navigate(`/records/${template.name}/${pressed.record}`);
    if (button.result !== "navigate") return;
    if (button.navigate_to === "table") onLeave();
    else if (button.navigate_to === "previous") void navigate(-1);
    else if (button.navigate_to === "desktop") void navigate("/");
    else if (button.navigate_to === "related" && pressed.related) void navigate(`/records/${pressed.related.template}/${pressed.related.id}`);
  };
  const go = async (button: Button, variables: Values) => {
    if (!record) return;
    const saves = operationOf(button) === "save";
    setBusy(button.name);
    setOutcome(null);
    setUnfit([]);
    editor.clear();
    try {
      const pressed = await pressing.mutateAsync({ id: record.id, button: button.name, values: editor.changes(), variables, version: editor.version, form: openForm(template)?.name });
      if (saves && pressed.messages.length === 0) void message.success(t.saved);
      else setOutcome({ title: button.title, record: record.id, pressed });
      setAsking(null);
      await follow(button, pressed);
    } catch (error) {
      // Answers that will not do are told in the dialog, which keeps the others.
      const answers = isProblem(error) ? error.problems.filter((problem) => problem.path.startsWith("variables.")) : [];
      if (answers.length > 0) return setUnfit(answers);
      setAsking(null);
      // What belongs to fields, and a version that was overtaken, is told by the form; the rest by the outcome.
      if (isProblem(error, 412) || (isProblem(error) && error.problems.some((problem) => problem.path.startsWith("values.")))) editor.show(error);
      else setOutcome({ title: button.title, record: record.id, error });
    } finally {
      setBusy(null);
    }
  };
  const press = async (button: Button) => {
    if (!(await editor.check())) return;
    if (asks(button)) setAsking(button);
    else await go(button, {});
  };
  return {
    busy,
    outcome,
    asking,
    unfit,
    press: (button: Button) => void press(button),
    answer: (variables: Values) => {
      if (asking) void go(asking, variables);
    },
    dismiss: () => setOutcome(null),
    dismissDialog: () => {
      setAsking(null);
      setUnfit([]);
    },
  };
}
