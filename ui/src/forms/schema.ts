/** The JSON Schema of a type as `vestnik.kernel.text` writes it: labels, help, choices and conditions inside. */
import type { Text } from "@/i18n/texts";
import type { Attribute } from "@/placeholders/declared";

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly writeOnly?: boolean;
  readonly "x-label"?: Text;
  readonly "x-help"?: Text;
  readonly "x-section"?: Text;
  readonly "x-choices"?: Readonly<Record<string, Text>>;
  readonly "x-when"?: { readonly field: string; readonly values: readonly (string | boolean)[] };
  readonly "x-widget"?: string;
  readonly "x-beside"?: boolean;
  readonly "x-lines"?: number;
  readonly "x-placeholder"?: string;
  /** Message attributes that every route has, by tree. */
  readonly "x-predefined"?: Readonly<Record<string, readonly Attribute[]>>;
  readonly "x-default-ports"?: Readonly<Record<string, number>>;
}

export type Values = Record<string, unknown>;

/** One field of a form, with its references followed. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Empty stands for null. */
  readonly nullable: boolean;
}

/** The fields that a person fills in, in their order: those that have a label. Actions are drawn by the designer. */
export function fieldsOf(schema: Schema, root: Schema): readonly Field[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => property["x-label"] !== undefined && property["x-widget"] !== "actions")
    .map(([name, property]) => {
      const { schema: plain, nullable } = plainly(property, root);
      return { name, schema: plain, nullable, required: schema.required?.includes(name) ?? false };
    });
}

/** Follow `$ref`, and take `null` out of a choice of types. Marks of the outer place win over the inner one's. */
export function plainly(schema: Schema, root: Schema): { schema: Schema; nullable: boolean } {
  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {};
    const { $ref: _followed, ...own } = schema;
    return plainly({ ...target, ...own }, root);
  }
  const choices = schema.anyOf;
  if (choices?.some((one) => one.type === "null")) {
    const others = choices.filter((one) => one.type !== "null");
    const { anyOf: _taken, ...own } = schema;
    const inner = others.length === 1 ? plainly(others[0] ?? {}, root).schema : { anyOf: others };
    return { schema: { ...inner, ...own }, nullable: true };
  }
  return { schema, nullable: false };
}

/** The values that a new thing begins with. */
export function defaultsOf(schema: Schema, root: Schema = schema): Values {
  const made: Values = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { schema: plain, nullable } = plainly(property, root);
    if (plain.const !== undefined) made[name] = plain.const;
    else if (property.default !== undefined && property.default !== null) made[name] = structuredClone(property.default);
    else if (plain.type === "object" && plain.properties && !nullable && !plain["x-widget"]) made[name] = defaultsOf(plain, root);
  }
  const port = schema["x-default-ports"]?.[String(made.encryption)];
  return port === undefined ? made : { port, ...made };
}

/** Whether a conditional field is shown, given its neighbours. */
export function isShown(schema: Schema, values: Values): boolean {
  const when = schema["x-when"];
  if (!when) return true;
  const value = values[when.field];
  if (when.values.length === 0) return value !== undefined && value !== null && value !== "";
  return when.values.includes(value as string | boolean);
}

/** Whether the field holds a secret that is never read back. */
export function isSecret(schema: Schema): boolean {
  return schema.writeOnly === true;
}

/**
 * The body that is sent: hidden fields and untouched secrets are left out, an emptied optional field becomes null or
 * its default.
 */
export function bodyOf(schema: Schema, values: Values, root: Schema = schema): Values {
  const body: Values = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { schema: plain, nullable } = plainly(property, root);
    const value = values[name];
    if (!isShown(plain, values)) continue;
    if (isSecret(plain) && (value === undefined || value === "")) continue;
    if (value === undefined || value === null) {
      if (nullable) body[name] = null;
      continue;
    }
    body[name] = nullable && value === "" ? null : inner(plain, value, root);
  }
  return body;
}

function inner(schema: Schema, value: unknown, root: Schema): unknown {
  if (schema.properties && isValues(value)) return bodyOf(schema, value, root);
  if (schema.type === "array" && Array.isArray(value) && schema.items) {
    const item = plainly(schema.items, root).schema;
    return value.map((one: unknown) => inner(item, one, root));
  }
  return value;
}

export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
