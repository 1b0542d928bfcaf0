import { useSyncExternalStore } from "react";
import type { StepName } from "./useSteps";

const STORED = "vestnik.tour";
const CHANGED = "vestnik-tour";

/** What is kept in the browser, so that the tour goes on after a pause. */
interface Kept {
  readonly skipped: readonly StepName[];
  /** Whether bubbles point at what to do. */
  readonly points: boolean;
}

const BEGUN: Kept = { skipped: [], points: true };

/** Whether the tour accompanies the reader, and how. */
export function useTour() {
  const stored = useSyncExternalStore(
    (tell) => {
      addEventListener(CHANGED, tell);
      return () => removeEventListener(CHANGED, tell);
    },
    () => localStorage.getItem(STORED),
  );
  const kept = read(stored);
  return {
    isOn: kept !== null,
    skipped: kept?.skipped ?? [],
    points: kept?.points ?? false,
    begin: () => put(BEGUN),
    leave: () => put(null),
    skip: (step: StepName) => kept && put({ ...kept, skipped: [...kept.skipped, step] }),
    setPoints: (points: boolean) => kept && put({ ...kept, points }),
  };
}

function put(kept: Kept | null) {
  if (kept) localStorage.setItem(STORED, JSON.stringify(kept));
  else localStorage.removeItem(STORED);
  dispatchEvent(new Event(CHANGED));
}

function read(stored: string | null): Kept | null {
  if (stored === null) return null;
  try {
    return { ...BEGUN, ...(JSON.parse(stored) as Partial<Kept>) };
  } catch {
    return BEGUN;
  }
}
