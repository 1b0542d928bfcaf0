import { App, Form, Input, type FormInstance } from "antd";
import { isProblem } from "@/api/problem";
import { useChangePassword, useSession } from "@/api/session";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { showProblems } from "@/forms/showProblems";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

export interface Passwords {
  readonly current: string;
  readonly password: string;
  readonly repeated: string;
}

interface Props {
  readonly form: FormInstance<Passwords>;
  readonly changing: ReturnType<typeof useChangePassword>;
  readonly onChanged?: () => void;
}

/** The present password and, twice, the new one. */
export function OwnPasswordForm({ form, changing, onChanged }: Props) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const { login } = useSession();
  const change = async ({ current, password }: Passwords) => {
    try {
      await changing.mutateAsync({ login, current, password });
      void message.success(t.changed);
      onChanged?.();
    } catch (error) {
      if (!isProblem(error) || error.problems.length === 0 || showProblems(form, error.problems).length > 0)
        form.setFields([{ name: "password", errors: [explain(error, c.unreachable)] }]);
    }
  };
  const needed = { required: true, message: t.fill };
  return (
    <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={(values) => void change(values)}>
      <Form.Item name="current" label={t.current} rules={[needed]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t.password} extra={t.ends} rules={[needed]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t.repeated}
        dependencies={["password"]}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || value === getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(t.differs))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </Form>
  );
}
