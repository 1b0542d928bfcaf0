/** ISO 8601 durations of one unit, as forms show them: PT90S is 90 seconds, PT48H is 2 days. */

export type Unit = "seconds" | "minutes" | "hours" | "days";
export const UNITS: Readonly<Record<Unit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

const FORM = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of a duration; undefined for another form. */
export function secondsOf(text: string): number | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, days, hours, minutes, seconds] = match.map((part) => Number(part ?? 0));
  return (days ?? 0) * 86400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** The largest unit in which the length is a whole number. */
export function unitOf(seconds: number): Unit {
  const fitting = (Object.keys(UNITS) as Unit[]).filter((unit) => seconds > 0 && seconds % UNITS[unit] === 0);
  return fitting.at(-1) ?? "seconds";
}

export function durationOf(amount: number, unit: Unit): string {
  const letters: Record<Unit, string> = { seconds: "S", minutes: "M", hours: "H", days: "D" };
  return unit === "days" ? `P${amount}D` : `PT${amount}${letters[unit]}`;
}
