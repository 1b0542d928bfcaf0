/** The rows of an attribute table: predefined attributes first, then the route's own, both as trees. */
import type { Attribute } from "@/placeholders/declared";

export type Place = readonly (string | number)[];

export interface Row {
  readonly key: string;
  readonly attribute: Attribute;
  /** Where it stands in the form; null for one that every route has. */
  readonly place: Place | null;
  /** Its names from the top, for an attribute that every route has. */
  readonly names: readonly string[];
  readonly children?: readonly Row[];
}

export function rowsOf(given: readonly Attribute[], own: readonly Attribute[], path: Place): readonly Row[] {
  const names = new Set(given.map((one) => one.name));
  const further = own.flatMap((one, index) => (one && !names.has(one.name) ? [ownRow(one, [...path, index])] : []));
  return [...given.map((one) => givenRow(one, own, [])), ...further];
}

function givenRow(given: Attribute, own: readonly Attribute[], above: readonly string[]): Row {
  const said = own.find((one) => one?.name === given.name);
  const names = [...above, given.name ?? ""];
  return {
    key: names.join("."),
    attribute: { ...given, required: said?.required, not_empty: said?.not_empty },
    place: null,
    names,
    children: given.children?.map((child) => givenRow(child, said?.children ?? [], names)),
  };
}

function ownRow(attribute: Attribute, place: Place): Row {
  const children = attribute.type === "object" ? (attribute.children ?? []).filter(Boolean) : [];
  return {
    key: place.join("."),
    attribute,
    place,
    names: [],
    children: children.length > 0 ? children.map((child, index) => ownRow(child, [...place, "children", index])) : undefined,
  };
}

/** The own attributes with flags tightened on one that every route has. */
export function tightened(given: readonly Attribute[], own: readonly Attribute[], names: readonly string[], flags: Partial<Attribute>): readonly Attribute[] {
  const [name, ...below] = names;
  const model = given.find((one) => one.name === name);
  if (!model) return own;
  const said = own.find((one) => one.name === name);
  const { children: _children, ...bare } = model;
  const before: Attribute = said ?? bare;
  const after = below.length === 0 ? { ...before, ...flags } : { ...before, children: tightened(model.children ?? [], before.children ?? [], below, flags) };
  return said ? own.map((one) => (one === said ? after : one)) : [...own, after];
}

/** The own attributes without those at the places. */
export function without(own: readonly Attribute[], places: readonly Place[], path: Place): readonly Attribute[] {
  const gone = new Set(places.map((place) => place.join(".")));
  return own.flatMap((one, index) => {
    const here = [...path, index];
    if (gone.has(here.join("."))) return [];
    return [one.children ? { ...one, children: without(one.children, places, [...here, "children"]) } : one];
  });
}
