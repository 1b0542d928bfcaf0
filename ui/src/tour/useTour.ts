import { useSyncExternalStore } from "react";

const STORED = "vestnik.tour";
const CHANGED = "vestnik-tour";

/** Whether the tour accompanies the reader; kept in the browser, so that it goes on after a pause. */
export function useTour() {
  const isOn = useSyncExternalStore(
    (tell) => {
      addEventListener(CHANGED, tell);
      return () => removeEventListener(CHANGED, tell);
    },
    () => localStorage.getItem(STORED) === "on",
  );
  const put = (on: boolean) => {
    if (on) localStorage.setItem(STORED, "on");
    else localStorage.removeItem(STORED);
    dispatchEvent(new Event(CHANGED));
  };
  return { isOn, begin: () => put(true), leave: () => put(false) };
}
