import { createContext, useContext } from "react";
import type { Problem } from "@/api/problem";
import type { RegisteredType } from "@/api/types";
import type { Titles } from "./summary";
import type { Path, ScenarioBody } from "./tree";

/** What every card of one designer shares. */
export interface DesignerContext {
  readonly body: ScenarioBody;
  readonly actionTypes: readonly RegisteredType[];
  readonly eventTypes: readonly RegisteredType[];
  readonly problems: readonly Problem[];
  readonly titles: Titles;
  readonly isContainer: (type: string) => boolean;
  /** Change the scenario; a change can be undone. mark: changes of one mark in a row are one step. */
  readonly change: (edit: (body: ScenarioBody) => ScenarioBody, mark?: string) => void;
  /** Open the window of the event (`["event"]`) or of an action. */
  readonly open: (path: Path) => void;
  readonly openPath: Path | null;
  /** The card that is being dragged. */
  readonly dragged: Path | null;
  readonly drag: (path: Path | null) => void;
}

export const Context = createContext<DesignerContext | null>(null);

export function useDesigner(): DesignerContext {
  const found = useContext(Context);
  if (!found) throw new Error("a card outside of the designer");
  return found;
}
