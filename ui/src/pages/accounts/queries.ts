import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, ifMatch } from "@/api/client";
import type { components } from "@/api/schema";
import type { GridRequest } from "@/components/DataGrid";

export type Account = components["schemas"]["AccountShape"];
export type Role = components["schemas"]["RoleShape"];

export const accountsQuery = ({ q, cursor, limit }: Partial<GridRequest> = {}, role?: Role["name"]) =>
  queryOptions({
    queryKey: ["accounts", "list", q, cursor, limit, role],
    queryFn: async () => data(api.GET("/api/v1/accounts", { params: { query: { q, role, cursor, limit } } })),
    placeholderData: keepPreviousData,
  });

export const accountQuery = (login: string) =>
  queryOptions({
    queryKey: ["accounts", "one", login],
    queryFn: async () => data(api.GET("/api/v1/accounts/{login}", { params: { path: { login } } })),
  });

export const rolesQuery = (language: string) =>
  queryOptions({
    // Below "accounts", whose changes change how many have a role.
    queryKey: ["accounts", "roles", language],
    queryFn: async () => (await data(api.GET("/api/v1/roles"))).items,
  });

/** Create an account, or change the given fields of one. */
export function useSaveAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ login, body, version }: { login: string; body: Record<string, unknown>; version?: number }) =>
      data(api.PUT("/api/v1/accounts/{login}", { params: { path: { login } }, body, headers: ifMatch(version) })),
    onSuccess: (saved) => {
      queries.setQueryData(accountQuery(saved.username).queryKey, saved);
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
}

export function useDeleteAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (login: string) => api.DELETE("/api/v1/accounts/{login}", { params: { path: { login } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["accounts", "list"] }),
  });
}

export function useSetPassword(login: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: { password: string; must_change: boolean }) =>
      api.PUT("/api/v1/accounts/{login}/password", { params: { path: { login } }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["accounts"] }),
  });
}
