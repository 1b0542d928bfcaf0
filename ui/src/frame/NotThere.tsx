import { CompassOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { Empty } from "@/components/Empty";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** An address that leads nowhere. */
export function NotThere() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  return (
    <div className="card">
      <Empty
        icon={<CompassOutlined aria-hidden />}
        title={t.notThere}
        hint={t.notThereHint}
        action={<Button type="primary" onClick={() => void navigate("/")}>{t.home}</Button>}
      />
    </div>
  );
}
