import type { ComponentType } from "react";
import type { References } from "../queries";
import type { Attribute, Look } from "../template";

/** What the field of an attribute gets. Its value is as the API takes it; a sent file also carries its name. */
export interface FieldProps<V = unknown> {
  readonly id?: string;
  readonly value?: V;
  readonly onChange?: (value: V | null) => void;
  readonly attribute: Attribute;
  /** What stands for the things that the stored values refer to. */
  readonly references: References;
  /** How the form shows it: limits of files, the view of links. */
  readonly look?: Look;
  readonly disabled?: boolean;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean | "true" | "false";
  readonly "aria-required"?: boolean | "true" | "false";
}

// biome-ignore lint: the variance of `onChange` forbids `unknown` here
export type Field = ComponentType<FieldProps<any>>;

const found = import.meta.glob<{ default: Field }>("./*.tsx", { eager: true });

/** The field of an attribute's type: the default export of `fields/<data_type>.tsx`; a text field where there is none. */
export function fieldOf(attribute: Attribute): Field {
  const field = found[`./${attribute.data_type}.tsx`] ?? found["./text.tsx"];
  if (!field) throw new Error(`no field for ${attribute.data_type}`);
  return field.default;
}
