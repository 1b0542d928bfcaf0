import { App, Checkbox, Form, Input, Modal } from "antd";
import { isProblem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { showProblems } from "@/forms/showProblems";
import { useTexts } from "@/i18n/LanguageProvider";
import { useSetPassword } from "./queries";
import { texts } from "./texts";

/** A new password for somebody else. */
export function PasswordDialog({ login, open, onClose }: { login: string; open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string; must_change: boolean }>();
  const setting = useSetPassword(login);
  const put = async (values: { password: string; must_change: boolean }) => {
    try {
      await setting.mutateAsync(values);
      void message.success(t.passwordSet);
      onClose();
    } catch (error) {
      const homeless = isProblem(error) ? showProblems(form, error.problems) : [];
      if (!isProblem(error) || homeless.length > 0 || error.problems.length === 0) form.setFields([{ name: "password", errors: [explain(error, c.unreachable)] }]);
    }
  };
  return (
    <Modal open={open} title={`${t.setPassword}: ${login}`} okText={t.setPassword} cancelText={t.cancel} onOk={() => form.submit()} onCancel={onClose} confirmLoading={setting.isPending} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ password: "", must_change: true }} onFinish={(values) => void put(values)} preserve={false}>
        <Form.Item name="password" label={t.newPassword} extra={t.passwordEnds} rules={[{ required: true, message: t.required }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="must_change" valuePropName="checked">
          <Checkbox>{t.mustChange}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
