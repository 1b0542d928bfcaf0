import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** How long ago a moment was, in its largest unit. */
export function Age({ since }: { since: string | null }) {
  const t = useTexts(texts);
  if (since === null) return <span className="quiet">—</span>;
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
  if (seconds < 60) return <>{t.seconds(seconds)}</>;
  if (seconds < 3600) return <>{t.minutes(Math.round(seconds / 60))}</>;
  if (seconds < 172_800) return <>{t.hours(Math.round(seconds / 3600))}</>;
  return <>{t.days(Math.round(seconds / 86_400))}</>;
}
