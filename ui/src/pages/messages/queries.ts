import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { GridRequest } from "@/components/DataGrid";

export type Explanation = components["schemas"]["ExplanationShape"];
export type LetterContent = components["schemas"]["LetterContentShape"];
export type LetterState = components["schemas"]["MessageShape"]["state"];

/** Which letters the page is about; as in the address. */
export interface Wanted {
  readonly q?: string;
  readonly state?: LetterState[];
  readonly route?: string;
  readonly connection?: string;
  readonly lane?: number;
  readonly record?: string;
  readonly run?: string;
}

export const lettersQuery = (wanted: Wanted, { cursor, limit }: Partial<GridRequest>) =>
  queryOptions({
    queryKey: ["messages", "list", wanted, cursor, limit],
    queryFn: () => data(api.GET("/api/v1/messages", { params: { query: { ...wanted, cursor, limit } } })),
    placeholderData: keepPreviousData,
  });

export const countsQuery = ({ state: _ignored, ...wanted }: Wanted) =>
  queryOptions({
    queryKey: ["messages", "counts", wanted],
    queryFn: () => data(api.GET("/api/v1/messages/counts", { params: { query: wanted } })),
    placeholderData: keepPreviousData,
  });

export const contentQuery = (id: string) =>
  queryOptions({
    queryKey: ["messages", "content", id],
    queryFn: () => data(api.GET("/api/v1/messages/{id}/content", { params: { path: { id } } })),
    staleTime: Infinity,
  });

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ["messages", "one", id, "explanation"],
    queryFn: () => data(api.GET("/api/v1/messages/{id}/explain", { params: { path: { id } } })),
  });
