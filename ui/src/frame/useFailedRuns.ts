import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, data } from "@/api/client";

const SEEN = "vestnik.failures.seen";

/** How many runs failed since the list of runs was looked at last. */
export const failedRunsQuery = queryOptions({
  queryKey: ["runs", "failures"],
  queryFn: async () => data(api.GET("/api/v1/runs/failures", { params: { query: { after: localStorage.getItem(SEEN) ?? undefined } } })),
  refetchInterval: 30_000,
});

export function useFailedRuns(): number {
  return useQuery(failedRunsQuery).data?.count ?? 0;
}

/** The list of runs is being looked at: what has failed until now is no news any more. */
export function useSeenFailures(): void {
  const queries = useQueryClient();
  const { data: failures } = useQuery(failedRunsQuery);
  const latest = failures?.count ? failures.latest : null;
  useEffect(() => {
    if (!latest) return;
    return () => {
      localStorage.setItem(SEEN, latest);
      void queries.invalidateQueries({ queryKey: failedRunsQuery.queryKey });
    };
  }, [latest, queries]);
}
