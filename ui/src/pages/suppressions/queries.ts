import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { GridRequest } from "@/components/DataGrid";

export type Suppression = components["schemas"]["SuppressionShape"];

export const suppressionsQuery = ({ cursor, limit }: GridRequest) =>
  queryOptions({
    queryKey: ["suppressions", cursor, limit],
    queryFn: async () => data(api.GET("/api/v1/suppressions", { params: { query: { cursor, limit } } })),
    placeholderData: keepPreviousData,
  });

export function useSuppress() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ address, ...body }: Suppression) => api.PUT("/api/v1/suppressions/{address}", { params: { path: { address } }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["suppressions"] }),
  });
}

export function useRelease() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (address: string) => api.DELETE("/api/v1/suppressions/{address}", { params: { path: { address } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["suppressions"] }),
  });
}
