import { useTemplate } from "../editor/context";
import type { Cell } from "./layout";

/** What a cell is called, and whether the template does not have what it shows. */
export function useCellTitle(cell: Cell): { title: string; isMissing: boolean } {
  const { body } = useTemplate();
  if (typeof cell.group === "string") return { title: cell.group, isMissing: false };
  if (typeof cell.text === "string") return { title: cell.text, isMissing: false };
  const part = cell.attribute
    ? body.attributes.find((one) => one.name === cell.attribute)
    : body.buttons.find((one) => one.name === cell.button);
  return { title: cell.title || part?.title || (cell.attribute ?? cell.button ?? ""), isMissing: part === undefined };
}
