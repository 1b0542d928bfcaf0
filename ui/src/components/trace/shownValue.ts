/** A value of a trace or a record on one line: lists by commas, objects as `name: value`, contents by their size. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(shownValue).filter(Boolean).join(", ");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${shownValue(inner) || "—"}`)
      .join("; ");
  }
  return String(value);
}
