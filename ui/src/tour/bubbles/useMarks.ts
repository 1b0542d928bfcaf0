import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";
import { MARKS, type Mark } from "./marks";
import type { StepName } from "../useSteps";

export interface Shown {
  readonly mark: Mark;
  readonly element: HTMLElement;
}

/** The marks of a step that are in sight now, and the one pointed at: what has just appeared, where the reader is, or what he turned to. */
export function useMarks(step: StepName) {
  const { pathname } = useLocation();
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [at, setAt] = useState<Mark | null>(null);
  const before = useRef<readonly Shown[]>([]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const found = inSight(step, pathname);
      const old = before.current;
      if (found.length === old.length && found.every((one, index) => one.element === old[index]?.element)) return;
      const fresh = found.find((one) => !old.some((known) => known.mark === one.mark));
      before.current = found;
      setShown(found);
      if (fresh) setAt(fresh.mark);
    };
    const later = () => (frame ||= requestAnimationFrame(look));
    const focused = (event: FocusEvent) => {
      const one = before.current.find(({ element }) => element.contains(event.target as Node));
      if (one) setAt(one.mark);
    };
    const watching = new MutationObserver(later);
    watching.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style", "hidden"] });
    document.addEventListener("focusin", focused);
    later();
    return () => {
      watching.disconnect();
      document.removeEventListener("focusin", focused);
      cancelAnimationFrame(frame);
    };
  }, [step, pathname]);

  const index = shown.findIndex((one) => one.mark === at);
  return { shown, index: index < 0 ? 0 : index, turnTo: (next: number) => setAt(shown[next]?.mark ?? null) };
}

function inSight(step: StepName, pathname: string): readonly Shown[] {
  // A window in front is all that can be reached.
  const front = [...document.querySelectorAll<HTMLElement>(".ant-modal, .ant-drawer-content-wrapper")].filter(isVisible).at(-1);
  return MARKS[step].flatMap((mark) => {
    if (!mark.page.test(pathname)) return [];
    const element = [...document.querySelectorAll<HTMLElement>(mark.target)].find((one) => isVisible(one) && (!front || front.contains(one)));
    return element ? [{ mark, element }] : [];
  });
}

const isVisible = (element: HTMLElement) => element.getClientRects().length > 0;
