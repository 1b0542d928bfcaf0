/** «To.Address» for `variables.0.children.0.value` of an action: the names on the way; undefined where there are none. */
export function placeIn(action: unknown, place: string): string | undefined {
  const names: string[] = [];
  let here = action;
  for (const part of place.split(".")) {
    if (here === null || typeof here !== "object") break;
    here = (here as Record<string, unknown>)[part];
    const { name, attribute } = (here ?? {}) as { name?: unknown; attribute?: unknown };
    const found = name ?? attribute;
    if (typeof found === "string") names.push(found);
  }
  return names.length > 0 ? names.join(".") : undefined;
}
