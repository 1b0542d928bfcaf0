import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import ruRU from "antd/locale/ru_RU";
import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore, useState, type ReactNode } from "react";
import { useLanguage } from "@/i18n/LanguageProvider";
import { nonce } from "./allowStyles";
import { antTheme } from "./tokens";

export type ThemeChoice = "light" | "dark" | "system";

interface Chosen {
  readonly choice: ThemeChoice;
  readonly scheme: "light" | "dark";
  readonly choose: (choice: ThemeChoice) => void;
}

const STORED = "vestnik.theme";
const Context = createContext<Chosen>({ choice: "system", scheme: "light", choose: () => undefined });
const calmWanted = matchMedia("(prefers-reduced-motion: reduce)");
const darkWanted = matchMedia("(prefers-color-scheme: dark)");

/** The scheme, and Ant Design in it and in the chosen language. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(stored);
  const systemDark = useMedia(darkWanted);
  const calm = useMedia(calmWanted);
  const scheme = choice === "system" ? (systemDark ? "dark" : "light") : choice;
  const { language } = useLanguage();
  const choose = useCallback((next: ThemeChoice) => {
    localStorage.setItem(STORED, next);
    setChoice(next);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = scheme;
  }, [scheme]);
  const value = useMemo(() => ({ choice, scheme, choose }) as const, [choice, scheme, choose]);
  const theme = useMemo(() => antTheme(scheme, calm), [scheme, calm]);
  return (
    <Context value={value}>
      <ConfigProvider locale={language === "ru" ? ruRU : enUS} theme={theme} csp={{ nonce }} wave={{ disabled: true }}>
        {children}
      </ConfigProvider>
    </Context>
  );
}

export function useTheme(): Chosen {
  return useContext(Context);
}

function stored(): ThemeChoice {
  const kept = localStorage.getItem(STORED);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function useMedia(media: MediaQueryList): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => media.matches);
}
