import { useLabel } from "@/i18n/LanguageProvider";
import { STATES } from "./states";
import { ToneTag } from "./ToneTag";

/** The state of a letter, a recipient or a run: a word in both languages and a tone, the same everywhere. */
export function StateTag({ state }: { state: string }) {
  const label = useLabel();
  const known = STATES[state];
  return <ToneTag tone={known?.tone ?? "quiet"}>{known ? label(known.label) : state}</ToneTag>;
}
