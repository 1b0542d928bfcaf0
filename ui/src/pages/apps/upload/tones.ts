import type { Tone } from "@/components/states";
import type { Step } from "../queries";

/** How what happens to a definition is coloured, in the order in which it is told. */
export const TONES: Readonly<Record<Step["action"], Tone>> = { create: "good", change: "waiting", delete: "bad", unchanged: "quiet" };
