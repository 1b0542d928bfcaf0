import { Tag, Tooltip } from "antd";
import type { Definition } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** Whether a route is off; red with the reason where the system switched it off. */
export function OffMark({ route }: { route: Definition }) {
  const t = useTexts(texts);
  if (route.active) return null;
  const errors = route.problems.filter((one) => one.severity !== "warning");
  if (errors.length === 0) return <Tag>{t.off}</Tag>;
  return (
    <Tooltip title={errors.map((one) => one.message).join(" ")}>
      <Tag color="red" tabIndex={0}>{t.off}</Tag>
    </Tooltip>
  );
}
