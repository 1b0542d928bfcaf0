/** Numbers and moments as the language writes them. A formatter takes longer to make than to use a hundred times. */
import type { Language } from "./texts";

const numbers = new Map<string, Intl.NumberFormat>();
const moments = new Map<string, Intl.DateTimeFormat>();

export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, language, options, (locale) => new Intl.NumberFormat(locale, options));
}

export function momentFormat(language: Language, options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return kept(moments, language, options, (locale) => new Intl.DateTimeFormat(locale, options));
}

function kept<Format>(known: Map<string, Format>, language: Language, options: object, make: (locale: string) => Format): Format {
  const key = language + JSON.stringify(options);
  const found = known.get(key) ?? make(language === "ru" ? "ru-RU" : "en-GB");
  known.set(key, found);
  return found;
}
