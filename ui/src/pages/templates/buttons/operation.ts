import type { Schema } from "@/forms/schema";
import type { ButtonBody } from "../editor/template";

/** The name of a button's operation, which is written bare where it has no properties. */
export function operationName({ operation }: ButtonBody): string {
  return typeof operation === "object" ? operation.type : (operation ?? "trigger_event");
}

/** The shape of a button, with everything that it refers to. */
export function buttonSchema(template: Schema): Schema {
  return { ...template.$defs?.Button, $defs: template.$defs };
}
