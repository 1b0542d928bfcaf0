import { App } from "antd";
import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { explain } from "./Failed";
import { texts } from "./texts";

interface Question {
  readonly title: string;
  readonly content?: ReactNode;
  /** The verbs of the two buttons: to do it, and not to. */
  readonly ok: string;
  readonly cancel: string;
  readonly danger?: boolean;
  /** Does it; what it throws is shown. */
  readonly onOk: () => Promise<unknown>;
}

/** Asks before something is done that cannot be undone: a small dialog with two verbs. */
export function useConfirm(): (question: Question) => void {
  const { modal, message } = App.useApp();
  const t = useTexts(texts);
  return ({ title, content, ok, cancel, danger, onOk }) =>
    modal.confirm({
      title,
      content,
      okText: ok,
      okButtonProps: { danger },
      cancelText: cancel,
      autoFocusButton: "cancel",
      onOk: () => onOk().catch((error: unknown) => void message.error(explain(error, t.unreachable), 8)),
    });
}
