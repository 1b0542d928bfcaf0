import { DatePicker, Form, Input, Modal } from "antd";
import type { Dayjs } from "dayjs";
import { isProblem } from "@/api/problem";
import { useSession } from "@/api/session";
import { AccountPicker } from "@/components/AccountPicker";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { showProblems } from "@/forms/showProblems";
import { useTexts } from "@/i18n/LanguageProvider";
import { MadeToken } from "./MadeToken";
import { useCreateToken } from "./queries";
import { texts } from "./texts";

interface Fields {
  readonly name: string;
  readonly login?: string;
  readonly expires?: Dayjs | null;
}

/** A new token; then its value, this once. */
export function TokenDialog({ choosesAccount, onClose }: { choosesAccount: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const session = useSession();
  const [form] = Form.useForm<Fields>();
  const creating = useCreateToken();
  const create = async ({ name, login, expires }: Fields) => {
    try {
      await creating.mutateAsync({ name, login: login ?? null, expires: expires?.endOf("day").toISOString() ?? null });
    } catch (error) {
      const homeless = isProblem(error) ? showProblems(form, error.problems) : [];
      if (!isProblem(error) || homeless.length > 0 || error.problems.length === 0) form.setFields([{ name: "name", errors: [explain(error, c.unreachable)] }]);
    }
  };
  if (creating.data) return <MadeToken made={creating.data} onClose={onClose} />;
  return (
    <Modal open title={t.newTitle} okText={t.create} cancelText={t.cancel} onOk={() => form.submit()} onCancel={onClose} confirmLoading={creating.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ login: session.login }} onFinish={(fields) => void create(fields)}>
        <Form.Item name="name" label={t.name} extra={t.nameHint} rules={[{ required: true, whitespace: true, message: t.required }]}>
          <Input maxLength={128} autoFocus autoComplete="off" />
        </Form.Item>
        {choosesAccount && (
          <Form.Item name="login" label={t.account} extra={t.accountHint}>
            <AccountPicker by="username" allowClear={false} />
          </Form.Item>
        )}
        <Form.Item name="expires" label={t.expires}>
          <DatePicker format="DD.MM.YYYY" placeholder={t.always} style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
