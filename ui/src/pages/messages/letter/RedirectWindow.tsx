import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, Modal, Select } from "antd";
import { api, data, idempotencyKey } from "@/api/client";
import type { Letter } from "@/api/letters";
import { isProblem, type Problem } from "@/api/problem";
import { FormProblems } from "@/forms/FormProblems";
import { showProblems } from "@/forms/showProblems";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts as page } from "../texts";
import { texts } from "./texts";

interface Props {
  readonly open: boolean;
  readonly letter: string;
  readonly recipients: readonly string[];
  readonly onDone: (letter: Letter) => void;
  readonly onClose: () => void;
}

/** Asks for another address for one recipient who has not got the letter. */
export function RedirectWindow({ open, ...props }: Props) {
  const t = useTexts(texts);
  return (
    <Modal open={open} title={t.redirectTitle} footer={null} onCancel={props.onClose} destroyOnHidden>
      <Redirecting {...props} />
    </Modal>
  );
}

function Redirecting({ letter, recipients, onDone, onClose }: Omit<Props, "open">) {
  const t = useTexts(texts);
  const p = useTexts(page);
  const [form] = Form.useForm();
  const [homeless, setHomeless] = useState<readonly Problem[]>([]);
  const redirect = useMutation({
    mutationFn: (body: { address: string; new_address: string }) =>
      data(api.POST("/api/v1/messages/{id}/redirect", { params: { path: { id: letter } }, body, headers: idempotencyKey() })),
    onSuccess: (after) => {
      onDone(after);
      onClose();
    },
    onError: (error) => setHomeless(isProblem(error) ? showProblems(form, error.problems) : []),
  });
  const told = redirect.error && (!isProblem(redirect.error) || homeless.length > 0);
  return (
    <Form form={form} layout="vertical" initialValues={{ address: recipients[0] }} onFinish={(body: { address: string; new_address: string }) => redirect.mutate(body)}>
      <p className="quiet">{t.redirectHint}</p>
      {told && <FormProblems error={redirect.error} homeless={homeless} />}
      <Form.Item name="address" label={t.whose}>
        <Select options={recipients.map((one) => ({ value: one, label: one }))} />
      </Form.Item>
      <Form.Item name="new_address" label={t.newAddress} rules={[{ required: true, message: t.needAddress }]}>
        <Input inputMode="email" autoComplete="off" />
      </Form.Item>
      <div style={{ display: "flex", justifyContent: "flex-end", gap: 8 }}>
        <Button onClick={onClose}>{t.close}</Button>
        <Button type="primary" htmlType="submit" loading={redirect.isPending}>{p.redirect}</Button>
      </div>
    </Form>
  );
}
