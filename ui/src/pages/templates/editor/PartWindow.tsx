import { Alert, App, Form, Modal, type FormInstance } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { checkDraft } from "@/api/draftCheck";
import type { Problem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useSuggestedName } from "@/api/suggestName";
import { showProblems } from "@/forms/showProblems";
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
  readonly children: ReactNode;
}

// Told again, with a question, when the template is saved.
const LATER = ["values_would_be_lost"];

/** The window of an attribute or a button. What the server finds wrong with it stands beside the fields; then it stays open. */
export function PartWindow<K extends PartKind>({ kind, index, title, form, initial, partOf, onClose, children }: Props<K>) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const { body, problems, change } = useTemplate();
  const [isNamed, setNamed] = useState(index !== null);
  const [isChecking, setChecking] = useState(false);
  const [homeless, setHomeless] = useState<readonly Problem[]>([]);
  const called = (Form.useWatch("title", form) as string | undefined) ?? "";
  const taken = body[kind].filter((_part, at) => at !== index).map((part) => part.name);
  useSuggestedName(isNamed ? "" : called, (name) => form.setFieldValue("name", name), taken);

  const opened = useRef(false);
  useEffect(() => {
    if (index !== null && !opened.current) showProblems(form, problemsAt(problems, kind, index));
    opened.current = true;
    // Only what was known when the window opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form, index]);

  const done = async () => {
    const valid = await form.validateFields().catch(() => null);
    if (valid === null) return;
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
        setHomeless(showProblems(form, wrong));
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
      width={900}
      title={title}
      okText={index === null ? t.create : t.done}
      cancelText={t.cancel}
      confirmLoading={isChecking}
      okButtonProps={{ htmlType: "submit", form: "part" }}
      onCancel={onClose}
      mask={{ closable: false }}
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
