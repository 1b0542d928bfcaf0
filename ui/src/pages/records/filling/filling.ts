import { createContext, useContext } from "react";
import type { Problem } from "@/api/problem";
import type { Values } from "@/forms/schema";
import type { EmbeddedRecord } from "./queries";

/** What the fields of a record's form know of the form around them. */
export interface Filling {
  readonly template: string;
  readonly record: string | undefined;
  /** What the form holds unsaved now, as the API takes it. */
  readonly unsaved: () => Values;
  /** Values that rules of the form have set, by attribute. */
  readonly imposed: Values;
  /** What rules find wrong. */
  readonly problems: readonly Problem[];
  readonly embedded: readonly EmbeddedRecord[];
  /** The field of that attribute was entered; null when it is left. */
  readonly enter: (attribute: string | null) => void;
}

export const FillingContext = createContext<Filling | null>(null);

/** Null outside of a record's form, as in a button's dialog. */
export const useFilling = () => useContext(FillingContext);
