import { App } from "antd";
import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { explain } from "./Failed";
import { texts } from "./texts";

interface Question {
  readonly title: string;
  readonly content?: ReactNode;
  /** Deletes; what it throws is shown. */
  readonly onDelete: () => Promise<unknown>;
}

/** Asks before a deletion: a small dialog with the verbs «Удалить» and «Не удалять». */
export function useConfirmDelete(): (question: Question) => void {
  const { modal, message } = App.useApp();
  const t = useTexts(texts);
  return ({ title, content, onDelete }) =>
    modal.confirm({
      title,
      content,
      okText: t.delete,
      okButtonProps: { danger: true },
      cancelText: t.keep,
      autoFocusButton: "cancel",
      onOk: () => onDelete().catch((error: unknown) => void message.error(explain(error, t.unreachable), 8)),
    });
}
