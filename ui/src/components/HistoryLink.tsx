import { HistoryOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import type { Folder } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** The way to the versions of a definition. */
export function HistoryLink({ folder, name }: { folder: Folder; name: string }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const path = `/${folder}/${encodeURIComponent(name)}/versions`;
  return (
    <Button
      icon={<HistoryOutlined aria-hidden />}
      href={`/ui${path}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        void navigate(path);
      }}
    >
      {t.history}
    </Button>
  );
}
