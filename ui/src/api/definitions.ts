/** Definitions (connections, routes, templates, scenarios, apps): the same five requests for each kind. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { GridRequest } from "@/components/DataGrid";
import { api, data, ifMatch } from "./client";
import type { components } from "./schema";

export type Folder = "connections" | "routes" | "templates" | "scenarios" | "apps";
export type Definition = components["schemas"]["DefinitionShape"];
export type Saved = components["schemas"]["SavedShape"];
export type Version = components["schemas"]["VersionShape"];
export type User = components["schemas"]["UserShape"];

// All folders have the same shapes, so that one of them types them all.
type Any = "/api/v1/connections";
const listed = (folder: Folder) => `/api/v1/${folder}` as Any;
const one = (folder: Folder) => `/api/v1/${folder}/{name}` as `${Any}/{name}`;

/** Which definitions of a kind are meant. */
export interface Narrowed {
  readonly type?: readonly string[];
  /** What they refer to: `connection/mail`. */
  readonly uses?: string;
}

/** One page of a list. */
export const definitionsQuery = (folder: Folder, asked: Partial<GridRequest> & Narrowed = {}) =>
  queryOptions({
    queryKey: [folder, "list", asked],
    queryFn: async () => {
      const { q, cursor, limit, type, uses } = asked;
      return data(api.GET(listed(folder), { params: { query: { q, cursor, limit, type: type && [...type], uses } } }));
    },
    placeholderData: keepPreviousData,
  });

/** One definition with its version. */
export const definitionQuery = (folder: Folder, name: string) =>
  queryOptions({
    queryKey: [folder, "one", name],
    queryFn: async () => data(api.GET(one(folder), { params: { path: { name } } })),
  });

/** The history of a definition, newest first. */
export const versionsQuery = (folder: Folder, name: string) =>
  queryOptions({
    queryKey: [folder, "one", name, "versions"],
    queryFn: async () => {
      const path = `/api/v1/${folder}/{name}/versions` as `${Any}/{name}/versions`;
      const page = await data(api.GET(path, { params: { path: { name } } }));
      return page.items;
    },
  });

/** What refers to a definition. */
export const usersQuery = (folder: Folder, name: string) =>
  queryOptions({
    queryKey: [folder, "one", name, "users"],
    queryFn: async () => {
      const path = `/api/v1/${folder}/{name}/users` as `${Any}/{name}/users`;
      const page = await data(api.GET(path, { params: { path: { name } } }));
      return page.items;
    },
  });

export interface Save {
  readonly name: string;
  readonly body: Record<string, unknown>;
  /** The version that was opened; leave out for a new one. A changed one is refused (412). */
  readonly version?: number;
}

/** Create or change a definition; refusals are thrown as `ProblemError` with every problem at its path. */
export function useSaveDefinition(folder: Folder) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, body, version }: Save) =>
      data(api.PUT(one(folder), { params: { path: { name } }, body, headers: ifMatch(version) })),
    onSuccess: (saved) => {
      queries.setQueryData(definitionQuery(folder, saved.name).queryKey, saved);
      return queries.invalidateQueries({ queryKey: [folder] });
    },
  });
}

export function useDeleteDefinition(folder: Folder) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => api.DELETE(one(folder), { params: { path: { name } } }),
    onSuccess: (_answer, name) => {
      queries.removeQueries({ queryKey: [folder, "one", name] });
      return queries.invalidateQueries({ queryKey: [folder, "list"] });
    },
  });
}
