import type { Entry } from "./Trace";

/**
 * The steps with each action before what it did. A run notes an action when it is over, and one that failed not at all;
 * readers want it as the heading.
 */
export function arranged(steps: readonly Entry[]): readonly Entry[] {
  const over = new Map<string, Entry[]>();
  for (const step of steps) {
    if (step.what === "action" && step.action) over.set(step.action, [...(over.get(step.action) ?? []), step]);
  }
  const shown: Entry[] = [];
  const open = new Map<string, Entry>();
  for (const step of steps) {
    const { action } = step;
    if (!action) {
      shown.push(step);
    } else if (step.what === "action") {
      if (open.get(action) !== step) shown.push(over.get(action)?.shift() ?? step);
      open.delete(action);
    } else {
      if (!open.has(action)) {
        const heading = over.get(action)?.shift() ?? { what: "action", action, scenario: step.scenario };
        open.set(action, heading as Entry);
        shown.push(heading as Entry);
      }
      shown.push(step);
    }
  }
  return shown;
}
