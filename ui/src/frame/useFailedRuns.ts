import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";

export const failedRunsQuery = queryOptions({
  queryKey: ["runs", "failed"],
  queryFn: async () => data(api.GET("/api/v1/runs", { params: { query: { status: ["failed"], limit: 50 } } })),
  refetchInterval: 30_000,
});

/** How many runs failed, as far as one page tells (50 stands for more). */
export function useFailedRuns(): number {
  return useQuery(failedRunsQuery).data?.items.length ?? 0;
}
