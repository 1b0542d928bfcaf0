import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";

export type Queue = components["schemas"]["QueueShape"];
export type Stretch = components["schemas"]["StretchShape"];
export type Minute = components["schemas"]["MinuteShape"];
export type Held = components["schemas"]["HeldShape"];
export type Place = Held["kind"];

export const queueQuery = queryOptions({
  queryKey: ["queue", "now"],
  queryFn: () => data(api.GET("/api/v1/queue", { params: { query: { minutes: 60 } } })),
  refetchInterval: 10_000,
});

export const lanesQuery = queryOptions({
  queryKey: ["queue", "lanes"],
  queryFn: () => data(api.GET("/api/v1/lanes")),
  refetchInterval: 10_000,
});

export const workersQuery = queryOptions({
  queryKey: ["queue", "workers"],
  queryFn: () => data(api.GET("/api/v1/workers")),
  refetchInterval: 10_000,
});

/** Hold the letters of a lane, connection or route, or let them go. */
export function useHold() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, name, hold }: { kind: Place; name: string; hold: boolean }) => {
      const what = hold ? "pause" : "resume";
      if (kind === "lane") return api.POST(`/api/v1/lanes/{lane}/${what}`, { params: { path: { lane: Number(name) } } });
      if (kind === "route") return api.POST(`/api/v1/routes/{name}/${what}`, { params: { path: { name } } });
      return api.POST(`/api/v1/connections/{name}/${what}`, { params: { path: { name } } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["queue"] }),
  });
}
