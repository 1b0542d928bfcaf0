import { CompassOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { Empty } from "@/components/Empty";
import { PageHeader } from "@/components/PageHeader";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** An address that leads nowhere. */
export function NotThere() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={t.notThere} />
      <div className="card">
        <Empty
          icon={<CompassOutlined aria-hidden />}
          title={t.notThereHint}
          action={<Button type="primary" onClick={() => void navigate("/")}>{t.home}</Button>}
        />
      </div>
    </>
  );
}
