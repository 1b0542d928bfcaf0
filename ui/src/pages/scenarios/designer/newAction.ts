import type { RegisteredType } from "@/api/types";
import { defaultsOf, type Schema } from "@/forms/schema";
import type { Action } from "./tree";

/** A new action of a type: its defaults, and for a list that needs an item one empty item, such as a first condition. */
export function newAction(type: RegisteredType): Action {
  const schema = objectOf(type.schema);
  const { id: _id, description: _d, ...values } = defaultsOf(schema, type.schema);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.type === "array" && property.minItems) values[name] = [defaultsOf(itemOf(property, type.schema), type.schema)];
  }
  for (const flag of ["ignore_errors", "run_async", "reset_cache"]) if (values[flag] === false) delete values[flag];
  return { ...values, type: type.type };
}

/** The object behind a schema that is only a reference, as those of types that contain themselves are. */
export function objectOf(schema: Schema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return name ? { ...schema.$defs?.[name], $defs: schema.$defs } : schema;
}

function itemOf(property: Schema, root: Schema): Schema {
  const name = property.items?.$ref?.replace("#/$defs/", "");
  return (name ? root.$defs?.[name] : property.items) ?? {};
}

/** Whether actions of the type hold others: in a list of their own, or in branches. */
export function isContainer(type: RegisteredType | undefined): boolean {
  const { properties } = type ? objectOf(type.schema) : {};
  return Boolean(properties && ("actions" in properties || "branches" in properties));
}
