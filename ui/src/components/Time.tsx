import { momentFormat } from "@/i18n/formats";
import { useLanguage } from "@/i18n/LanguageProvider";
import type { Language } from "@/i18n/texts";

/** A moment in the reader's zone: the date when it is not today, seconds on demand. */
export function Time({ value }: { value: string | null | undefined }) {
  const { language } = useLanguage();
  if (!value) return <span className="quiet">—</span>;
  const moment = new Date(value);
  return (
    <time dateTime={value} title={exactly(moment, language)} style={{ whiteSpace: "nowrap" }}>
      {shortly(moment, language)}
    </time>
  );
}

/** «14:05» today, «12 мар., 14:05» this year, «12.03.2024, 14:05» before. */
export function shortly(moment: Date, language: Language): string {
  const now = new Date();
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const sameYear = moment.getFullYear() === now.getFullYear();
  const today = sameYear && moment.toDateString() === now.toDateString();
  const day = today ? {} : sameYear ? ({ day: "numeric", month: "short" } as const) : ({ day: "2-digit", month: "2-digit", year: "numeric" } as const);
  return momentFormat(language, { ...day, ...clock }).format(moment);
}

/** Day, time with seconds, and zone. */
export function exactly(moment: Date, language: Language): string {
  return momentFormat(language, { dateStyle: "long", timeStyle: "long" }).format(moment);
}
