import { KeyOutlined } from "@ant-design/icons";
import { App, Button, Form, Tag } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { isProblem, type Problem } from "@/api/problem";
import { FormFooter } from "@/components/FormFooter";
import { PageHeader } from "@/components/PageHeader";
import { useUnsavedGuard } from "@/components/useUnsavedGuard";
import { FormProblems } from "@/forms/FormProblems";
import type { Values } from "@/forms/schema";
import { showProblems } from "@/forms/showProblems";
import { useDirty } from "@/forms/useDirty";
import { useTexts } from "@/i18n/LanguageProvider";
import { AccountFields } from "./AccountFields";
import { PasswordDialog } from "./PasswordDialog";
import { useSaveAccount, type Account } from "./queries";
import { texts } from "./texts";

/** The properties of a person: name, address, roles, password. */
export function AccountForm({ account }: { account?: Account }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [initial, setInitial] = useState<Values>({ active: true, roles: account ? [] : ["user"], ...account });
  const [failure, setFailure] = useState<{ error: unknown; homeless: readonly Problem[] } | null>(null);
  const [asking, setAsking] = useState(false);
  const saving = useSaveAccount();
  const dirty = useDirty(form, initial);
  const pass = useUnsavedGuard(dirty && !saving.isPending);
  const save = async (values: Values) => {
    setFailure(null);
    const { username, ...rest } = values;
    // Fields that were emptied are cleared, those never filled stay away.
    const body = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value === undefined || value === "" ? null : value]));
    if (!body.password) delete body.password;
    try {
      const saved = await saving.mutateAsync({ login: account?.username ?? String(username).trim(), body, version: account?.version });
      setInitial({ ...saved });
      form.setFieldsValue({ ...saved, password: undefined });
      void message.success(t.saved);
      if (!account) {
        pass();
        void navigate(`/accounts/${encodeURIComponent(saved.username)}`, { replace: true });
      }
    } catch (error) {
      setFailure({ error, homeless: isProblem(error) ? showProblems(form, error.problems) : [] });
    }
  };
  return (
    <>
      <PageHeader
        title={account ? t.editTitle(account.fullName || account.username) : t.newTitle}
        crumbs={[{ label: t.title, to: "/accounts" }]}
        marks={account && !account.active && <Tag>{t.inactive}</Tag>}
        commands={
          account && (
            <>
              <Button icon={<KeyOutlined aria-hidden />} onClick={() => setAsking(true)}>{t.setPassword}</Button>
            </>
          )
        }
      />
      <div className="card" style={{ maxWidth: 820 }}>
        <Form form={form} layout="vertical" initialValues={initial} onFinish={(values: Values) => void save(values)} scrollToFirstError requiredMark={false} className="padded">
          {failure && <FormProblems {...failure} />}
          <AccountFields account={account} />
        </Form>
        <FormFooter note={dirty && account ? t.unsaved : undefined}>
          <Button onClick={() => void navigate("/accounts")}>{account ? t.close : t.cancel}</Button>
          <Button type="primary" onClick={() => form.submit()} loading={saving.isPending}>
            {account ? t.save : t.create}
          </Button>
        </FormFooter>
      </div>
      {account && <PasswordDialog login={account.username} open={asking} onClose={() => setAsking(false)} />}
    </>
  );
}
