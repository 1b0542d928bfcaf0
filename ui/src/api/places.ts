import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "./client";
import type { components } from "./schema";

export type Place = components["schemas"]["PlaceShape"];

/** Connections, routes and lanes whose letters wait, with the reasons. */
export const placesQuery = queryOptions({
  queryKey: ["places"],
  queryFn: async () => (await data(api.GET("/api/v1/places"))).items,
  refetchInterval: 10_000,
});

/** Hold the letters of a connection or route, or let them go again. */
export function usePause(kind: "connections" | "routes") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, pause }: { name: string; pause: boolean }) => {
      const path = `/api/v1/${kind}/{name}/${pause ? "pause" : "resume"}` as "/api/v1/connections/{name}/pause";
      await api.POST(path, { params: { path: { name } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: placesQuery.queryKey }),
  });
}
