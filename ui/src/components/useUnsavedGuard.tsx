import { App } from "antd";
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/**
 * Asks before a page with unsaved changes is left, by a link or by closing the tab.
 *
 * Gives `pass`: call it before a navigation that is meant, such as the one after a save.
 */
export function useUnsavedGuard(dirty: boolean): () => void {
  const { modal } = App.useApp();
  const t = useTexts(texts);
  const passing = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !passing.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    passing.current = false;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const asked = modal.confirm({
      title: t.unsaved,
      content: t.unsavedHint,
      okText: t.leave,
      cancelText: t.stay,
      autoFocusButton: "cancel",
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
    return () => asked.destroy();
  }, [blocker, modal, t]);
  return () => {
    passing.current = true;
  };
}
