import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRouteError } from "react-router";
import { Empty } from "@/components/Empty";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** A page that broke: it says so in its own place, the frame stays. */
export function PageFailed() {
  const t = useTexts(texts);
  const error = useRouteError();
  return (
    <div className="card" role="alert">
      <Empty
        icon={<WarningOutlined aria-hidden />}
        title={t.crashed}
        hint={
          <>
            {t.crashedHint}
            <br />
            <code>{error instanceof Error ? error.message : String(error)}</code>
          </>
        }
        action={<Button type="primary" onClick={() => location.reload()}>{t.reload}</Button>}
      />
    </div>
  );
}
