import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { GridRequest } from "@/components/DataGrid";

export type Run = components["schemas"]["RunShape"];
export type TracedRun = components["schemas"]["TracedRunShape"];
export type RunState = Run["status"];

export interface Wanted {
  readonly status?: RunState[];
  readonly scenario?: string;
  readonly record?: string;
  readonly sort?: "-created" | "failures";
}

export const runsQuery = (wanted: Wanted, { cursor, limit }: Partial<GridRequest>) =>
  queryOptions({
    queryKey: ["runs", "list", wanted, cursor, limit],
    queryFn: () => data(api.GET("/api/v1/runs", { params: { query: { ...wanted, cursor, limit } } })),
    placeholderData: keepPreviousData,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", "one", id],
    queryFn: () => data(api.GET("/api/v1/runs/{id}", { params: { path: { id } } })),
  });

/** The scenario as it was when the run began. */
export const scenarioOfQuery = (name: string, version: number) =>
  queryOptions({
    queryKey: ["scenarios", "one", name, "version", version],
    queryFn: () => data(api.GET("/api/v1/scenarios/{name}/versions/{version}", { params: { path: { name, version } } })),
    staleTime: Infinity,
    retry: false,
  });

export const lettersOfQuery = (run: string) =>
  queryOptions({
    queryKey: ["messages", "list", { run }, "of a run"],
    queryFn: () => data(api.GET("/api/v1/messages", { params: { query: { run, limit: 20 } } })),
  });
