import { numberFormat } from "@/i18n/formats";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** A number of bytes as people say it: «340 КБ». */
export function Size({ bytes }: { bytes: number }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const shown = (value: number) => numberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  if (bytes < 1024) return <>{t.bytes(shown(bytes))}</>;
  if (bytes < 1024 ** 2) return <>{t.kilobytes(shown(bytes / 1024))}</>;
  return <>{t.megabytes(shown(bytes / 1024 ** 2))}</>;
}
