/** Values of definitions as people read them, without brackets and quotes. */
import { isValues } from "@/forms/schema";

interface Words {
  readonly yes: string;
  readonly no: string;
}

export function shownValue(value: unknown, words: Words): string {
  if (value === undefined || value === null || value === "") return "—";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    if (value.length === 0) return "—";
    return value.map((one: unknown) => (isValues(one) ? `• ${shownValue(one, words).replaceAll("\n", "\n  ")}` : shownValue(one, words))).join("\n");
  }
  if (isValues(value)) {
    return Object.entries(value)
      .map(([name, one]) => {
        const shown = shownValue(one, words);
        return shown.includes("\n") ? `${name}:\n  ${shown.replaceAll("\n", "\n  ")}` : `${name}: ${shown}`;
      })
      .join("\n");
  }
  return String(value);
}
