import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { ScenarioBody } from "./designer/tree";

/** What is wrong with a draft; asked anew whenever it changed and the hand rested. */
export function useDraftCheck(name: string, draft: ScenarioBody) {
  return useQuery({
    queryKey: ["scenarios", "check", draft],
    queryFn: async () => {
      const told = await data(api.POST("/api/v1/scenarios/{name}/check", { params: { path: { name: name || "draft" } }, body: draft }));
      return (told as unknown as { problems: readonly Problem[] }).problems;
    },
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
}
