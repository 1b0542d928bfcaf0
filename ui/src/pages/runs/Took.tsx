import { numberFormat } from "@/i18n/formats";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import type { Run } from "./queries";
import { texts } from "./texts";

/** How long a run took, as far as it is over. */
export function Took({ run }: { run: Pick<Run, "started" | "ended"> }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (!run.ended) return <span className="quiet">—</span>;
  const ms = Math.max(0, Date.parse(run.ended) - Date.parse(run.started));
  const shown = (value: number, digits: number) => numberFormat(language, { maximumFractionDigits: digits }).format(value);
  return <span style={{ whiteSpace: "nowrap" }}>{ms < 1000 ? t.ms(shown(ms, 0)) : t.seconds(shown(ms / 1000, 1))}</span>;
}
