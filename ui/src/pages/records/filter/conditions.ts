/** Conditions of a record list, as `filter={"Summa": {"ge": 100}}` in the address and in the request. */
import type { Attribute } from "../template";

export type Operator = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "empty" | "not_empty";

export interface Condition {
  readonly attribute: string;
  readonly operator: Operator;
  readonly value: unknown;
}

const ORDERED = ["number", "datetime", "duration"];

/** The operators that make sense for an attribute. */
export function operatorsOf(attribute: Attribute): readonly Operator[] {
  if (attribute.data_type === "document") return ["not_empty", "empty"];
  if (ORDERED.includes(attribute.data_type)) return ["ge", "le", "gt", "lt", "eq", "ne", "not_empty", "empty"];
  return ["eq", "ne", "not_empty", "empty"];
}

export function takesValue(operator: Operator): boolean {
  return operator !== "empty" && operator !== "not_empty";
}

export function conditionsIn(filter: string): readonly Condition[] {
  let told: unknown;
  try {
    told = JSON.parse(filter || "{}");
  } catch {
    return [];
  }
  if (told === null || typeof told !== "object") return [];
  return Object.entries(told).flatMap(([attribute, asked]) =>
    asked !== null && typeof asked === "object"
      ? Object.entries(asked as object).map(([operator, value]) => ({ attribute, operator: operator as Operator, value: value as unknown }))
      : [{ attribute, operator: "eq" as const, value: asked as unknown }],
  );
}

export function asFilter(conditions: readonly Condition[]): string {
  const filter: Record<string, Record<string, unknown>> = {};
  for (const { attribute, operator, value } of conditions) filter[attribute] = { ...filter[attribute], [operator]: takesValue(operator) ? value : true };
  return conditions.length === 0 ? "" : JSON.stringify(filter);
}
