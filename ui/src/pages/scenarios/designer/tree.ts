/** The tree of actions as data: where an action stands, and changes that give a new tree. Nothing here draws. */

export type Step = string | number;
export type Path = readonly Step[];

export interface Action {
  id?: string | null;
  type: string;
  description?: string;
  [field: string]: unknown;
}

export interface Branch {
  title?: string;
  expression?: unknown;
  actions?: Action[];
}

export interface ScenarioBody {
  name: string;
  title: string;
  event: { type: string; context_template?: string | null; [field: string]: unknown };
  actions: Action[];
  [field: string]: unknown;
}

/** A list of actions inside an action: the branch it belongs to, when it is one of several. */
export interface Block {
  path: Path;
  actions: Action[];
  branch?: Branch;
}

/** The inner lists of an action. An action is a container when its type has a field `actions` or `branches`. */
export function blocksOf(action: Action, path: Path, isContainer: (type: string) => boolean): Block[] {
  if (Array.isArray(action.branches)) {
    return (action.branches as Branch[]).map((branch, index) => ({
      path: [...path, "branches", index, "actions"],
      actions: branch.actions ?? [],
      branch,
    }));
  }
  return isContainer(action.type)
    ? [{ path: [...path, "actions"], actions: (action.actions as Action[] | undefined) ?? [] }]
    : [];
}

export function at<T = unknown>(body: unknown, path: Path): T | undefined {
  return path.reduce<unknown>(
    (inside, step) => (inside == null ? undefined : (inside as Record<Step, unknown>)[step]),
    body,
  ) as T | undefined;
}

/** The same tree with another value at a place; what lies beside the way there is shared with the old tree. */
export function put<T>(body: T, path: Path, value: unknown): T {
  if (path.length === 0) return value as T;
  const [step, ...rest] = path as [Step, ...Step[]];
  if (typeof step === "number") {
    const list = [...((body as unknown[] | undefined) ?? [])];
    list[step] = put(list[step], rest, value);
    return list as T;
  }
  const held = (body ?? {}) as Record<string, unknown>;
  return { ...held, [step]: put(held[step], rest, value) } as T;
}

export function insert<T>(body: T, list: Path, index: number, action: Action): T {
  const held = at<Action[]>(body, list) ?? [];
  return put(body, list, [...held.slice(0, index), action, ...held.slice(index)]);
}

export function remove<T>(body: T, path: Path): T {
  const { list, index } = split(path);
  return put(body, list, (at<Action[]>(body, list) ?? []).filter((_, held) => held !== index));
}

export function duplicate<T>(body: T, path: Path): T {
  const { list, index } = split(path);
  const action = at<Action>(body, path);
  return action ? insert(body, list, index + 1, withoutIds(action)) : body;
}

/** Take an action from its place to another one, which may be in another list but never inside itself. */
export function move<T>(body: T, from: Path, toList: Path, toIndex: number): T {
  const action = at<Action>(body, from);
  if (!action || isInside(toList, from)) return body;
  const { list, index } = split(from);
  const sameList = samePath(list, toList);
  if (sameList && (toIndex === index || toIndex === index + 1)) return body;
  const target = sameList && toIndex > index ? toIndex - 1 : toIndex;
  return insert(remove(body, from), shifted(toList, list, index), target, action);
}

/** Where the action of that id stands; null where there is none. */
export function pathOf(body: ScenarioBody, id: string): Path | null {
  const inside = (held: unknown, path: Path): Path | null => {
    if (Array.isArray(held)) return first(held.map((one, index) => () => inside(one, [...path, index])));
    if (held === null || typeof held !== "object") return null;
    const { id: own, actions, branches } = held as Record<string, unknown>;
    if (own === id && typeof path.at(-1) === "number") return path;
    return inside(actions, [...path, "actions"]) ?? inside(branches, [...path, "branches"]);
  };
  return inside(body, []);
}

function first<T>(tries: readonly (() => T | null)[]): T | null {
  for (const look of tries) {
    const found = look();
    if (found !== null) return found;
  }
  return null;
}

export function split(path: Path): { list: Path; index: number } {
  return { list: path.slice(0, -1), index: path[path.length - 1] as number };
}

export const samePath = (one: Path, other: Path): boolean =>
  one.length === other.length && one.every((step, index) => step === other[index]);

export const isInside = (inner: Path, outer: Path): boolean =>
  inner.length >= outer.length && outer.every((step, index) => step === inner[index]);

/** Of the paths of actions, the one in which a finding lies: `actions/0/variables/1/value` lies in `actions/0`. */
export function ownerOf(path: Path): Path | null {
  for (let end = path.length; end > 1; end -= 1) {
    if (typeof path[end - 1] === "number" && path[end - 2] === "actions") return path.slice(0, end);
  }
  return null;
}

export const keyOf = (path: Path): string => path.join("/");

/** The context template in which an action runs: that of the nearest container which changes it, else the event's. */
export function templateAt(body: ScenarioBody, path: Path): string | null {
  let template = body.event.context_template ?? null;
  for (let end = 2; end < path.length; end += 1) {
    const outer = at<Action>(body, path.slice(0, end));
    if (outer && typeof outer.type === "string" && typeof outer.template === "string") template = outer.template;
  }
  return template;
}

/** Every action with its path, in the order in which they are drawn. */
export function* walk(body: ScenarioBody, isContainer: (type: string) => boolean): Generator<[Path, Action]> {
  function* inside(list: Path, actions: Action[]): Generator<[Path, Action]> {
    for (const [index, action] of actions.entries()) {
      const path = [...list, index];
      yield [path, action];
      for (const block of blocksOf(action, path, isContainer)) yield* inside(block.path, block.actions);
    }
  }
  yield* inside(["actions"], body.actions);
}

/** After an item of `list` at `index` is gone, a path that went through a later item goes through one less. */
function shifted(path: Path, list: Path, index: number): Path {
  const step = path[list.length];
  const through = path.length > list.length && isInside(path, list) && typeof step === "number" && step > index;
  return through ? [...list, (step as number) - 1, ...path.slice(list.length + 1)] : path;
}

function withoutIds(action: Action): Action {
  const { id: _, ...copy } = structuredClone(action);
  if (Array.isArray(copy.actions)) copy.actions = (copy.actions as Action[]).map(withoutIds);
  if (Array.isArray(copy.branches)) {
    copy.branches = (copy.branches as Branch[]).map((branch) => ({
      ...branch,
      actions: (branch.actions ?? []).map(withoutIds),
    }));
  }
  return copy as Action;
}
