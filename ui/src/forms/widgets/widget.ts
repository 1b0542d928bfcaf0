import type { ComponentType } from "react";
import type { Schema } from "../schema";

/** What every widget gets. It calls `onChange` with the value as the API takes it. */
export interface WidgetProps<V = unknown> {
  /** For the label; set by the form. */
  readonly id?: string;
  readonly value?: V;
  readonly onChange?: (value: V | undefined) => void;
  readonly schema: Schema;
  readonly nullable: boolean;
  readonly disabled?: boolean;
  /** The place in the form: `["integration", "subject_template"]`. */
  readonly path: readonly (string | number)[];
  /** The whole type, for what a widget reads beside its own field. */
  readonly root: Schema;
  /** A value is stored that is never shown. */
  readonly stored?: boolean;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean | "true" | "false";
  readonly "aria-required"?: boolean | "true" | "false";
}

// A widget knows the type of its own value; the form does not.
// biome-ignore lint: the variance of `onChange` forbids `unknown` here
export type Widget = ComponentType<WidgetProps<any>>;

const found = import.meta.glob<{ default: Widget }>("./*.tsx", { eager: true });

/** The widget of that name: the default export of `forms/widgets/<name>.tsx`; undefined where there is none. */
export function widgetNamed(name: string): Widget | undefined {
  return found[`./${name}.tsx`]?.default;
}

/** Which widget shows a field: the one that the schema names, else by the kind of value. */
export function widgetOf(schema: Schema): Widget {
  const own = schema["x-widget"] && widgetNamed(schema["x-widget"]);
  const widget = own || widgetNamed(kindOf(schema));
  if (!widget) throw new Error(`no widget for ${JSON.stringify(schema)}`);
  return widget;
}

function kindOf(schema: Schema): string {
  if (schema.enum || (schema.const !== undefined && schema["x-choices"])) return "choice";
  if (schema.writeOnly) return "secret";
  if (schema.format === "duration") return "duration";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "boolean") return "boolean";
  if (schema.type === "array") return schema.items?.enum ? "choices" : "texts";
  return schema["x-lines"] ? "lines" : "text";
}
