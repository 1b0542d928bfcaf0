import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";

type Body = Record<string, unknown>;

/** The letter that a draft of a route makes of a message; of sample values without one. */
export const previewQuery = (name: string, draft: Body, message: Body | null) =>
  queryOptions({
    queryKey: ["routes", "preview", name, draft, message],
    queryFn: async () => data(api.POST("/api/v1/routes/{name}/preview", { params: { path: { name } }, body: { draft, message } })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
