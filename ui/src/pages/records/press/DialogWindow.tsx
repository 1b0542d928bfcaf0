import { Alert, Button as Command, Form, Modal } from "antd";
import { useEffect, useState } from "react";
import type { Problem } from "@/api/problem";
import { showProblems } from "@/forms/showProblems";
import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { allSent } from "../documents/running";
import { forApi } from "../documents/stored";
import { FormRows } from "../FormRows";
import type { Button } from "../template";
import { texts } from "./texts";

interface Props {
  /** Null while nothing is asked. */
  readonly button: Button | null;
  /** What was wrong with the last answers. */
  readonly unfit?: readonly Problem[];
  readonly busy?: boolean;
  readonly onAnswer: (variables: Values) => void;
  readonly onClose: () => void;
}

/** What a button asks before it does anything: its local variables, on the form of its dialog where it has one. */
export function DialogWindow({ button, ...rest }: Props) {
  const t = useTexts(texts);
  return (
    <Modal open={button !== null} title={button?.title} footer={null} onCancel={rest.onClose} destroyOnHidden closable={{ "aria-label": t.cancel }}>
      {button && <Questions button={button} {...rest} />}
    </Modal>
  );
}

const NONE: readonly Problem[] = [];

function Questions({ button, unfit = NONE, busy = false, onAnswer, onClose }: Props & { button: Button }) {
  const t = useTexts(texts);
  const [form] = Form.useForm();
  const [homeless, setHomeless] = useState(NONE);
  useEffect(() => setHomeless(showProblems(form, unfit)), [form, unfit]);
  const variables = button.variables ?? [];
  const rows = button.dialog_rows?.length ? button.dialog_rows : variables.map((one) => [one.name]);
  const answer = async () => {
    await allSent();
    const { variables: given = {} } = form.getFieldsValue(true) as { variables?: Values };
    onAnswer(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, forApi(value)])));
  };
  return (
    <Form form={form} layout="vertical" onFinish={() => void answer()}>
      {homeless.length > 0 && <Alert type="error" role="alert" showIcon title={homeless.map((one) => one.message).join("\n")} style={{ marginBottom: 16, whiteSpace: "pre-line" }} />}
      <FormRows
        attributes={variables}
        rows={rows}
        under="variables"
        values={{}}
        references={{}}
        reading={false}
        accessOf={(cell) => cell.access ?? "editable"}
        button={() => null}
      />
      <div style={{ display: "flex", justifyContent: "flex-end", gap: 8 }}>
        <Command onClick={onClose}>{t.cancel}</Command>
        <Command type="primary" htmlType="submit" loading={busy}>{button.title}</Command>
      </div>
    </Form>
  );
}
