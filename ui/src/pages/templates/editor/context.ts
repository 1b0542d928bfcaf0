import { createContext, useContext } from "react";
import type { Problem } from "@/api/problem";
import type { RegisteredType } from "@/api/types";
import type { Schema } from "@/forms/schema";
import type { TemplateBody } from "./template";

/** What the tabs of one template share. */
export interface TemplateContext {
  readonly body: TemplateBody;
  readonly stored: TemplateBody;
  readonly schema: Schema;
  readonly attributeTypes: readonly RegisteredType[];
  readonly operations: readonly RegisteredType[];
  /** What the server says of the draft. */
  readonly problems: readonly Problem[];
  /** Change the draft; a change can be undone. mark: changes of one mark in a row are one step. */
  readonly change: (edit: (body: TemplateBody) => TemplateBody, mark?: string) => void;
  /** Whether a window holds what the draft has not taken over yet. */
  readonly hold: (held: boolean) => void;
}

export const Context = createContext<TemplateContext | null>(null);

export function useTemplate(): TemplateContext {
  const found = useContext(Context);
  if (!found) throw new Error("a tab outside of the template's page");
  return found;
}

/** The problems below a place, such as `["attributes", 2]`, with their paths from there. */
export function problemsAt(problems: readonly Problem[], ...place: readonly (string | number)[]): readonly Problem[] {
  const prefix = place.join(".");
  return problems
    .filter((problem) => problem.path === prefix || problem.path.startsWith(`${prefix}.`))
    .map((problem) => ({ ...problem, path: problem.path.slice(prefix.length + 1) }));
}
