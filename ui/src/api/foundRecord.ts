import { queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";

/** The template and title of a record by its id alone. */
export const foundRecordQuery = (id: string) =>
  queryOptions({
    queryKey: ["records", "find", id],
    queryFn: () => data(api.GET("/api/v1/records/{id}", { params: { path: { id } } })),
    staleTime: 60_000,
  });
