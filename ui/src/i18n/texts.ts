/** Texts of the interface: each in Russian and English, side by side, so that neither can be forgotten. */

export type Language = "ru" | "en";
export const LANGUAGES: readonly Language[] = ["ru", "en"];

/** A text in both languages, also as the server writes labels into its schemas. */
export interface Text {
  readonly ru: string;
  readonly en: string;
}

type Part = string | number;
type Entry = Text | { readonly ru: (...parts: never[]) => string; readonly en: (...parts: never[]) => string };
export type Dictionary = Readonly<Record<string, Entry>>;
export type Texts<D extends Dictionary> = { readonly [K in keyof D]: D[K]["ru"] extends string ? string : D[K]["ru"] };

/** Declare the texts of a folder; a missing language is a type error. */
export function dictionary<const D extends Dictionary>(entries: D): D {
  return entries;
}

const chosen = new WeakMap<Dictionary, Partial<Record<Language, unknown>>>();

/** A dictionary in one language, made once. */
export function textsIn<D extends Dictionary>(entries: D, language: Language): Texts<D> {
  const known = chosen.get(entries) ?? {};
  chosen.set(entries, known);
  known[language] ??= Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, text[language]]));
  return known[language] as Texts<D>;
}

const russian = new Intl.PluralRules("ru");

/** «1 письмо, 2 письма, 5 писем». */
export function plural(count: number, one: string, few: string, many: string): string {
  const form = russian.select(count);
  return form === "one" ? one : form === "few" ? few : many;
}

export type { Part };
