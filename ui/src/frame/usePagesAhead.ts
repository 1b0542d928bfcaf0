import { useEffect } from "react";
import { manifests, navigation } from "@/pages/manifest";

const REST = 1500;

/** The pages of daily work, and every page that the navigation leads to; editors come when they are opened. */
const ahead = manifests
  .flatMap((manifest) => manifest.routes)
  .filter(({ path }) => !path.includes(":") || navigation.some((entry) => entry.area === "work" && path.startsWith(`${entry.path.slice(1)}/`)));

/** Load pages before they are asked for, one by one while the browser has nothing else to do. */
export function usePagesAhead(): void {
  useEffect(() => {
    if (savesData() || !("requestIdleCallback" in window)) return;
    let waiting: number | undefined;
    const next = (at: number) => {
      const page = ahead[at];
      // A page that cannot be loaded now says so when it is opened.
      if (page) waiting = requestIdleCallback(() => void page.load().catch(() => undefined).then(() => next(at + 1)));
    };
    const timer = setTimeout(() => next(0), REST);
    return () => {
      clearTimeout(timer);
      if (waiting !== undefined) cancelIdleCallback(waiting);
    };
  }, []);
}

function savesData(): boolean {
  return (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
