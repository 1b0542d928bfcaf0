import { Alert, App, Form, Modal, type FormInstance } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { checkDraft } from "@/api/draftCheck";
import type { Problem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useSuggestedName } from "@/api/suggestName";
import { showProblems } from "@/forms/showProblems";
import { useDirty } from "@/forms/useDirty";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { problemsAt, useTemplate } from "./context";
import { withPart, type PartKind, type PartOf } from "./template";

interface Props<K extends PartKind> {
  readonly kind: K;
  /** Of the part that is changed; null for a new one. */
  readonly index: number | null;
  readonly title: string;
  readonly form: FormInstance;
  readonly initial: PartOf<K>;
  /** The part that the fields say. */
  readonly partOf: (values: PartOf<K>) => PartOf<K>;
  readonly onClose: () => void;
  readonly width?: number;
  /** Called with the places that something is wrong with, before it is told beside their fields: to bring them into sight. */
  readonly onFound?: (paths: readonly string[]) => void;
  readonly children: ReactNode;
}

const nextFrame = () => new Promise(requestAnimationFrame);

// Told again, with a question, when the template is saved.
const LATER = ["values_would_be_lost"];

/** The window of an attribute or a button. What the server finds wrong with it stands beside the fields; then it stays open. */
export function PartWindow<K extends PartKind>({ kind, index, title, form, initial, partOf, onClose, width = 900, onFound, children }: Props<K>) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message, modal } = App.useApp();
  const { body, problems, change, hold } = useTemplate();
  const isDirty = useDirty(form, initial);
  const [isNamed, setNamed] = useState(index !== null);
  const [isChecking, setChecking] = useState(false);
  const [homeless, setHomeless] = useState<readonly Problem[]>([]);
  const called = (Form.useWatch("title", form) as string | undefined) ?? "";
  const taken = body[kind].filter((_part, at) => at !== index).map((part) => part.name);
  useSuggestedName(isNamed ? "" : called, (name) => form.setFieldValue("name", name), taken);

  useEffect(() => {
    hold(isDirty);
    return () => hold(false);
  }, [isDirty, hold]);
  const tell = async (found: readonly Problem[]) => {
    onFound?.(found.map((one) => one.path));
    await nextFrame();
    setHomeless(showProblems(form, found));
  };
  const opened = useRef(false);
  useEffect(() => {
    const known = index === null ? [] : problemsAt(problems, kind, index);
    if (known.length > 0 && !opened.current) void tell(known);
    opened.current = true;
    // Only what was known when the window opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form, index]);

  const close = async () => {
    const sure =
      !isDirty || (await modal.confirm({ title: t.dropTitle, content: t.dropHint, okText: t.drop, cancelText: t.goOn, autoFocusButton: "cancel" }));
    if (sure) onClose();
  };
  const done = async () => {
    const refused = await form.validateFields().then(
      () => null,
      (told: { errorFields?: { name: (string | number)[] }[] }) => told.errorFields ?? [],
    );
    if (refused) {
      onFound?.(refused.map(({ name }) => name.join(".")));
      await nextFrame();
      if (refused[0]) form.scrollToField(refused[0].name, { block: "center", focus: true });
      return;
    }
    const part = partOf(form.getFieldsValue(true) as PartOf<K>);
    const next = withPart(body, kind, index, part);
    setChecking(true);
    try {
      const checked = await checkDraft("templates", body.name, next);
      const mine = [
        ...problemsAt(checked.problems, kind, index ?? body[kind].length),
        ...checked.problems.filter((one) => one.path === "" || one.path === kind),
      ].filter((one) => !LATER.includes(one.code));
      const wrong = mine.filter((one) => one.severity !== "warning");
      if (wrong.length > 0) {
        await tell(wrong);
        return;
      }
      change(() => next);
      onClose();
    } catch (error) {
      void message.error(explain(error, c.unreachable), 8);
    } finally {
      setChecking(false);
    }
  };
  return (
    <Modal
      open
      width={width}
      title={title}
      okText={index === null ? t.create : t.done}
      cancelText={t.cancel}
      confirmLoading={isChecking}
      okButtonProps={{ htmlType: "submit", form: "part" }}
      onCancel={() => void close()}
      mask={{ closable: false }}
      afterOpenChange={(isOpen) => isOpen && document.getElementById("title")?.focus()}
    >
      <Form
        id="part"
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={(changed: { name?: string }) => changed.name !== undefined && setNamed(changed.name !== "")}
        onFinish={() => void done()}
      >
        {homeless.length > 0 && (
          <Alert type="error" role="alert" showIcon title={homeless.map((one) => one.message).join("\n")} style={{ marginBottom: 16, whiteSpace: "pre-line" }} />
        )}
        {children}
      </Form>
    </Modal>
  );
}
