/** Which names the routes expect at a place of the table. */
import { useQuery } from "@tanstack/react-query";
import { definitionsQuery } from "@/api/definitions";
import { useSendingTypes } from "@/api/types";
import type { Path } from "../designer/tree";
import { rowAt, type VariableRow } from "./rows";

export interface Expected {
  readonly name: string;
  readonly children?: readonly Expected[];
}

const person: readonly Expected[] = [{ name: "Address" }, { name: "Name" }];

/** The objects that every sending route has (spec/routes.md 2). */
export const PREDEFINED: readonly Expected[] = [
  { name: "To", children: person },
  { name: "Cc", children: person },
  { name: "Bcc", children: person },
  { name: "Attachments", children: [{ name: "Name" }, { name: "Extension" }, { name: "Content" }] },
  { name: "CustomHeaders", children: [{ name: "Name" }, { name: "Value" }, { name: "ListValues" }] },
];

/** Own attributes of a route's request, with what every route has. */
export function expectedBy(body: Record<string, unknown>): readonly Expected[] {
  const request = ((body.attributes as { request?: Expected[] } | undefined)?.request ?? []) as readonly Expected[];
  const own = request.filter((one) => !PREDEFINED.some((known) => known.name === one.name));
  return [...PREDEFINED, ...own];
}

/** Of so many routes the attributes are offered. */
const MOST_ROUTES = 200;

export function useRoutes() {
  const { data } = useQuery(definitionsQuery("routes", { type: useSendingTypes("routes"), limit: MOST_ROUTES }));
  return data?.items ?? [];
}

/** Names for the row at a path, those of its siblings left out unless an object may repeat. */
export function useOffered(rows: VariableRow[], path: Path): string[] {
  const routes = useRoutes();
  const all = routes.length > 0 ? routes.flatMap((route) => expectedBy(route.body)) : PREDEFINED;
  const parent = path.length > 1 ? rowAt(rows, path.slice(0, -2))?.name : undefined;
  const here = parent === undefined ? all : all.filter((one) => one.name === parent).flatMap((one) => one.children ?? []);
  return [...new Set(here.map((one) => one.name))];
}
