import { Form, Modal } from "antd";
import { useChangePassword } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { OwnPasswordForm, type Passwords } from "./OwnPasswordForm";
import { texts } from "./texts";

/** Changing one's own password, whenever one likes. */
export function OwnPasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const [form] = Form.useForm<Passwords>();
  const changing = useChangePassword();
  return (
    <Modal
      open={open}
      title={t.title}
      okText={t.submit}
      cancelText={t.cancel}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={changing.isPending}
      width={440}
      destroyOnHidden
    >
      <OwnPasswordForm form={form} changing={changing} onChanged={onClose} />
    </Modal>
  );
}
