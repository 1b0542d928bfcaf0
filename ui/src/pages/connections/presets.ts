import { queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";

/** Servers that people use; they change with a restart of the server only. */
export const presetsQuery = queryOptions({
  queryKey: ["connection-presets"],
  queryFn: async () => (await data(api.GET("/api/v1/connection-presets"))).items,
  staleTime: Infinity,
});
