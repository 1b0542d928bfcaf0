import { useTexts } from "@/i18n/LanguageProvider";
import { useDesign } from "./context";
import type { Cell } from "./layout";
import { texts } from "./texts";

/** What a cell is called, and whether there is nothing of the name that it shows. */
export function useCellTitle(cell: Cell): { title: string; isMissing: boolean } {
  const t = useTexts(texts);
  const { parts } = useDesign();
  if (typeof cell.group === "string") return { title: cell.group, isMissing: false };
  if (typeof cell.text === "string") return { title: cell.text, isMissing: false };
  if (typeof cell.divider === "string") return { title: cell.divider || t.divider, isMissing: false };
  if (cell.tabs) return { title: `${t.tabs}: ${cell.tabs.map((tab) => tab.title).join(", ")}`, isMissing: false };
  const part = cell.attribute
    ? parts.attributes.find((one) => one.name === cell.attribute)
    : parts.buttons?.find((one) => one.name === cell.button);
  return { title: cell.title || part?.title || (cell.attribute ?? cell.button ?? ""), isMissing: part === undefined };
}
