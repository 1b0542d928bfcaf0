/** An attribute, or a variable that is typed like one, by the schema of its type. */
import type { RegisteredType } from "@/api/types";
import { bodyOf, defaultsOf, type Values } from "@/forms/schema";
import type { AttributeBody } from "../editor/template";

export const FIRST_TYPE = "text";

export const typeNamed = (types: readonly RegisteredType[], name: string): RegisteredType =>
  types.find((one) => one.type === name) as RegisteredType;

/** A new one, which has no name yet. */
export const begun = (type: RegisteredType): AttributeBody => ({ ...defaultsOf(type.schema), title: "", name: "", data_type: type.type });

/** One that was stored, with what it leaves out. */
export const filled = (types: readonly RegisteredType[], held: AttributeBody): AttributeBody => ({ ...defaultsOf(typeNamed(types, held.data_type).schema), ...held });

/** The same thing as another type: its naming stays. */
export function retyped(type: RegisteredType, { title, name, description, required }: AttributeBody): AttributeBody {
  return { ...defaultsOf(type.schema), title, name, description, required, data_type: type.type };
}

/** What is stored of the values of a form. */
export function attributeBody(type: RegisteredType, values: Values): AttributeBody {
  const { former_name: _former, ...made } = bodyOf(type.schema, { ...values, data_type: type.type });
  return made as AttributeBody;
}
