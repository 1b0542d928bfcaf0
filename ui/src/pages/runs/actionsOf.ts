/** An action of a scenario as it is stored. */
export interface StoredAction {
  readonly id: string;
  readonly type: string;
}

/** Every action of a scenario by its id, those inside of others too. */
export function actionsOf(body: unknown): ReadonlyMap<string, StoredAction> {
  const found = new Map<string, StoredAction>();
  const walk = (value: unknown) => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (value === null || typeof value !== "object") return;
    const { id, type, actions, branches } = value as Record<string, unknown>;
    if (typeof id === "string" && typeof type === "string") found.set(id, value as StoredAction);
    walk(actions);
    walk(branches);
  };
  walk(body);
  return found;
}
