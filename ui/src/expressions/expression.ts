/** An expression as a definition holds it: exactly one of four keys. */
export type Kind = "attribute" | "formula" | "n3" | "value";
export const KINDS: readonly Kind[] = ["attribute", "formula", "n3", "value"];

/** The kinds that are texts with a language of their own. */
export type Language = Exclude<Kind, "value">;

export type Expression = Partial<Record<Kind, unknown>>;

export function kindOf(expression: unknown): Kind | null {
  if (expression === null || expression === undefined) return null;
  if (typeof expression !== "object") return "value";
  return KINDS.find((kind) => kind in expression) ?? null;
}

export function textOf(expression: unknown): string {
  const kind = kindOf(expression);
  if (kind === null) return "";
  const value = typeof expression === "object" ? (expression as Expression)[kind] : expression;
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `Poluchatel->mbox` as a person reads it: «Poluchatel → mbox». */
export const pathShown = (path: string): string => path.split("->").join(" → ");

/** A constant as it was typed: numbers, yes and no, and lists are read as JSON, everything else is text. */
export function constantOf(text: string): unknown {
  if (/^(true|false|null|-?\d+(\.\d+)?|\[.*\]|\{.*\})$/s.test(text.trim())) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

/** The line that says most, for a cell that shows only one: of a formula the first, of N3 the goal that gives the value. */
export function tellingLine(kind: Kind, text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !/^(#|\/\/|@prefix|[{}]$)/.test(line));
  return (kind === "n3" ? lines.findLast((line) => line.includes("?value")) : lines[0]) ?? lines[0] ?? "";
}
