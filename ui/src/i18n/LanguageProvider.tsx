import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { textsIn, type Dictionary, type Language, type Text, type Texts } from "./texts";

interface Chosen {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const STORED = "vestnik.language";
const Context = createContext<Chosen>({ language: "ru", choose: () => undefined });

/** The language that the server is asked to answer in; kept outside React for the client. */
export function storedLanguage(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "ru";
}

/** Holds the chosen language; everything below re-renders when it changes, nothing is reloaded. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(storedLanguage);
  const choose = useCallback((next: Language) => {
    localStorage.setItem(STORED, next);
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(() => ({ language, choose }), [language, choose]);
  return <Context value={value}>{children}</Context>;
}

export function useLanguage(): Chosen {
  return useContext(Context);
}

/** The texts of a folder in the chosen language: `const t = useTexts(texts)`. */
export function useTexts<D extends Dictionary>(entries: D): Texts<D> {
  return textsIn(entries, useContext(Context).language);
}

/** Picks the language of a text that came from the server: `const label = useLabel(); label(type.label)`. */
export function useLabel(): (text: Text) => string {
  const { language } = useContext(Context);
  return useCallback((text: Text) => text[language], [language]);
}
