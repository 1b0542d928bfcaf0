import type { References } from "../queries";

/** A file of a document attribute: one that is stored, or one that was sent and goes in with the next save. */
export type Held = string | Sent;

export interface Sent {
  readonly upload: string;
  readonly filename: string;
  readonly size: number;
}

/** The value of a document attribute as a list. */
export function heldIn(value: unknown): readonly Held[] {
  if (value === null || value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Held[];
}

export function keyOf(held: Held): string {
  return typeof held === "string" ? held : held.upload;
}

export function named(held: Held, references: References): { name: string; size?: number | null } {
  if (typeof held !== "string") return { name: held.filename, size: held.size };
  const known = references[held];
  return { name: known?.title ?? held, size: known?.size };
}

/** Values as the API takes them: of a sent file its id alone. */
export function forApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forApi);
  if (value !== null && typeof value === "object" && "upload" in value) return { upload: value.upload };
  return value ?? null;
}
