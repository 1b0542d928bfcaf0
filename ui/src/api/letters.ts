import { queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import type { components } from "./schema";

export type Letter = components["schemas"]["MessageShape"];

export const letterQuery = (id: string) =>
  queryOptions({
    queryKey: ["messages", "one", id],
    queryFn: () => data(api.GET("/api/v1/messages/{id}", { params: { path: { id } } })),
  });
