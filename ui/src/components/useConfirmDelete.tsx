import type { ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import { useConfirm } from "./useConfirm";

interface Question {
  readonly title: string;
  readonly content?: ReactNode;
  /** Deletes; what it throws is shown. */
  readonly onDelete: () => Promise<unknown>;
}

/** Asks before a deletion: a small dialog with the verbs «Удалить» and «Не удалять». */
export function useConfirmDelete(): (question: Question) => void {
  const confirm = useConfirm();
  const t = useTexts(texts);
  return ({ onDelete, ...question }) => confirm({ ...question, ok: t.delete, cancel: t.keep, danger: true, onOk: onDelete });
}
