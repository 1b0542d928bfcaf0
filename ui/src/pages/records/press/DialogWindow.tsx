import { Button as Command, Form, Modal } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Values } from "@/forms/schema";
import { AttributeField } from "../AttributeField";
import { forApi } from "../documents/stored";
import type { Button } from "../template";
import { texts } from "./texts";

interface Props {
  /** Null while nothing is asked. */
  readonly button: Button | null;
  readonly onAnswer: (variables: Values) => void;
  readonly onClose: () => void;
}

/** What a button asks before it does anything: its local variables. */
export function DialogWindow({ button, onAnswer, onClose }: Props) {
  const t = useTexts(texts);
  return (
    <Modal open={button !== null} title={button?.title} footer={null} onCancel={onClose} destroyOnHidden closable={{ "aria-label": t.cancel }}>
      {button && <Questions button={button} onAnswer={onAnswer} onClose={onClose} />}
    </Modal>
  );
}

function Questions({ button, onAnswer, onClose }: Props & { button: Button }) {
  const t = useTexts(texts);
  const [form] = Form.useForm();
  const answer = ({ variables = {} }: { variables?: Values }) =>
    onAnswer(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, forApi(value)])));
  return (
    <Form form={form} layout="vertical" onFinish={answer}>
      {button.variables?.map((variable) => (
        <AttributeField key={variable.name} attribute={variable} references={{}} under="variables" />
      ))}
      <div style={{ display: "flex", justifyContent: "flex-end", gap: 8 }}>
        <Command onClick={onClose}>{t.cancel}</Command>
        <Command type="primary" htmlType="submit">{button.title}</Command>
      </div>
    </Form>
  );
}
