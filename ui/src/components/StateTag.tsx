import { Tag } from "antd";
import { useLabel } from "@/i18n/LanguageProvider";
import { STATES, type Tone } from "./states";

const COLOURS: Record<Tone, string> = { good: "green", bad: "red", waiting: "gold", busy: "cyan", quiet: "default" };

/** The state of a letter, a recipient or a run: a word in both languages and a tone, the same everywhere. */
export function StateTag({ state }: { state: string }) {
  const label = useLabel();
  const known = STATES[state];
  return <Tag color={COLOURS[known?.tone ?? "quiet"]}>{known ? label(known.label) : state}</Tag>;
}
