import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, ifMatch } from "@/api/client";
import type { Folder } from "@/api/definitions";
import type { components } from "@/api/schema";

export type Difference = components["schemas"]["DifferenceShape"];

// All folders have the same shapes, so that one of them types them all.
type Any = "/api/v1/connections/{name}";

/** What differs between two versions. */
export const comparisonQuery = (folder: Folder, name: string, older: number, newer: number) =>
  queryOptions({
    queryKey: [folder, "one", name, "compare", older, newer],
    queryFn: async () => {
      const path = `/api/v1/${folder}/{name}/compare` as `${Any}/compare`;
      return (await data(api.GET(path, { params: { path: { name }, query: { older, newer } } }))).changes;
    },
    staleTime: Infinity,
  });

/** Save an older version as a new one. */
export function useRestore(folder: Folder, name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ version, present }: { version: number; present: number | undefined }) => {
      const path = `/api/v1/${folder}/{name}/versions/{version}/restore` as `${Any}/versions/{version}/restore`;
      return data(api.POST(path, { params: { path: { name, version } }, headers: ifMatch(present) }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [folder] }),
  });
}
