import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** A yes or no in a table. */
export function Tick({ value }: { value: boolean }) {
  const t = useTexts(texts);
  const label = value ? t.yes : t.no;
  return value ? (
    <CheckOutlined aria-label={label} title={label} style={{ color: "var(--ok)" }} />
  ) : (
    <CloseOutlined aria-label={label} title={label} style={{ color: "var(--danger)" }} />
  );
}
