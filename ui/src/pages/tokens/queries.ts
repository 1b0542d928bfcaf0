import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";

export type Token = components["schemas"]["TokenShape"];
export type NewToken = components["schemas"]["NewToken"];
export type MadeToken = components["schemas"]["MadeTokenShape"];

/** all: those of everybody, for an administrator; else one's own. */
export const tokensQuery = (all: boolean) =>
  queryOptions({
    queryKey: ["tokens", all],
    queryFn: async () => data(api.GET("/api/v1/tokens", { params: { query: { all } } })),
  });

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewToken): Promise<MadeToken> => data(api.POST("/api/v1/tokens", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: number) => api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
}
