import { createContext, useContext, type ReactNode } from "react";
import type { AttributeBody } from "./useAttributes";

/** What an expression may name where it stands, and the record on which it is tried. */
export interface Scope {
  /** System name of the template of the record in hand. */
  readonly template: string | null;
  /** The attributes of that template where it is being edited: those that are not saved yet are among them. */
  readonly draft?: readonly AttributeBody[];
  /** What the dialog of the event's button asks: the parts of `$$dialogVariables`. */
  readonly answers?: readonly { readonly name: string; readonly title: string }[];
  /** Names of the variables that something sets; null when any may be set. */
  readonly variables: readonly string[] | null;
  /** The event of the scenario, whose own variables are known too. */
  readonly event?: string;
  /** Whether N3 may change variables and make documents here. */
  readonly effects?: boolean;
  /** The record, such as `rec.101`, on which results are shown. */
  readonly record?: string | null;
}

const nowhere: Scope = { template: null, variables: null };
const Context = createContext<Scope>(nowhere);

export function ExpressionScope({ scope, children }: { scope: Scope; children: ReactNode }) {
  return <Context value={scope}>{children}</Context>;
}

export const useScope = (): Scope => useContext(Context);
