/** What a route's placeholders may name: the attributes of its table «Запрос». */
import type { Schema } from "@/forms/schema";

/** A message attribute as the API has it; what is left out has its default. */
export interface Attribute {
  readonly name?: string;
  readonly type?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly not_empty?: boolean;
  readonly array?: boolean;
  readonly children?: readonly Attribute[];
}

export type Tree = "request" | "response" | "error_response";

/** The attributes that every route has, out of the schema of its type. */
export function predefinedOf(root: Schema, tree: Tree): readonly Attribute[] {
  return root.properties?.attributes?.["x-predefined"]?.[tree] ?? [];
}

export interface Declared {
  readonly path: string;
  readonly description: string;
  /** An object, which has no text of its own. */
  readonly object: boolean;
}

/** Every path, the route's own attributes first. */
export function declaredIn(root: Schema, own: readonly Attribute[]): readonly Declared[] {
  const given = predefinedOf(root, "request");
  const names = new Set(given.map((one) => one.name));
  return [...paths(own.filter((one) => !names.has(one.name)), ""), ...paths(given, "")];
}

function paths(attributes: readonly Attribute[], prefix: string): readonly Declared[] {
  return attributes.flatMap(({ name, type = "string", description = "", children = [] }) => {
    if (!name) return [];
    const path = prefix + name;
    return [{ path, description, object: type === "object" || type === "key_value" }, ...paths(children, `${path}.`)];
  });
}
