/** The type of every action of a scenario by its id, those inside of others too. */
export function actionTypes(body: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown) => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (value === null || typeof value !== "object") return;
    const { id, type, actions, branches } = value as Record<string, unknown>;
    if (typeof id === "string" && typeof type === "string") found.set(id, type);
    walk(actions);
    walk(branches);
  };
  walk(body);
  return found;
}
