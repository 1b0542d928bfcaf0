import { DatePicker, Form, Input, Modal } from "antd";
import type { Dayjs } from "dayjs";
import { isProblem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { showProblems } from "@/forms/showProblems";
import { useTexts } from "@/i18n/LanguageProvider";
import { useSuppress } from "./queries";
import { texts } from "./texts";

interface Fields {
  readonly address: string;
  readonly reason: string;
  readonly until?: Dayjs | null;
}

/** An address that is to get nothing, why, and until when. */
export function SuppressionDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [form] = Form.useForm<Fields>();
  const suppress = useSuppress();
  const put = async ({ address, reason, until }: Fields) => {
    try {
      await suppress.mutateAsync({ address: address.trim(), reason, until: until?.endOf("day").toISOString() ?? null });
      onClose();
    } catch (error) {
      const homeless = isProblem(error) ? showProblems(form, error.problems) : [];
      if (!isProblem(error) || homeless.length > 0 || error.problems.length === 0) form.setFields([{ name: "address", errors: [explain(error, c.unreachable)] }]);
    }
  };
  return (
    <Modal open title={t.newTitle} okText={t.add} cancelText={t.cancel} onOk={() => form.submit()} onCancel={onClose} confirmLoading={suppress.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void put(fields)}>
        <Form.Item name="address" label={t.address} rules={[{ required: true, message: t.required }, { pattern: /^\s*[^\s@]+@[^\s@]+\s*$/, message: t.wrongAddress }]}>
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={t.reason} extra={t.reasonHint} rules={[{ required: true, whitespace: true, message: t.required }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="until" label={t.until}>
          <DatePicker format="DD.MM.YYYY" placeholder={t.always} style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
