import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Alert, Button, Input, Modal, Space } from "antd";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import type { MadeToken as Made } from "./queries";
import { texts } from "./texts";

/** The value of a token, which is told this once. */
export function MadeToken({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useTexts(texts);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(made.token);
    setCopied(true);
  };
  return (
    <Modal open title={`${t.made}: ${made.name}`} footer={<Button type="primary" onClick={onClose}>{t.done}</Button>} onCancel={onClose} mask={{ closable: false }}>
      <Alert type="warning" showIcon title={t.shownOnce} style={{ marginBottom: 14 }} />
      <Space.Compact block>
        <Input readOnly value={made.token} aria-label={made.name} className="code" onFocus={(event) => event.target.select()} />
        <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>{copied ? t.copied : t.copy}</Button>
      </Space.Compact>
      <p className="quiet" style={{ margin: "12px 0 0" }}>
        {t.use} <code>{`Authorization: Bearer ${made.token.slice(0, 8)}…`}</code>
      </p>
    </Modal>
  );
}
