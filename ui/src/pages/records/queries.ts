import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { definitionQuery } from "@/api/definitions";
import type { components } from "@/api/schema";
import type { GridRequest } from "@/components/DataGrid";
import { templateOf } from "./template";

export type RecordRow = components["schemas"]["RecordShape"];
export type Reference = components["schemas"]["ReferenceShape"];
export type References = Readonly<Record<string, Reference>>;
export type HistoryEntry = components["schemas"]["HistoryEntryShape"];

export interface Asked extends Partial<GridRequest> {
  /** Conditions as JSON. */
  readonly filter?: string;
  readonly archived?: boolean;
}

export const recordsQuery = (template: string, asked: Asked) =>
  queryOptions({
    queryKey: ["records", template, "list", asked],
    queryFn: () => data(api.GET("/api/v1/templates/{template}/records", { params: { path: { template }, query: asked } })),
    placeholderData: keepPreviousData,
  });

export const recordQuery = (template: string, id: string) =>
  queryOptions({
    queryKey: ["records", template, "one", id],
    queryFn: () => data(api.GET("/api/v1/templates/{template}/records/{id}", { params: { path: { template, id } } })),
  });

/** A template as its records' pages read it; the same object until it changes. */
export function useTemplate(name: string) {
  const { data: template, error, refetch } = useQuery({ ...definitionQuery("templates", name), select: templateOf });
  return { template, error, refetch };
}
