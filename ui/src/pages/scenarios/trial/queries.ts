import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { ScenarioBody } from "../designer/tree";

export type Tried = components["schemas"]["TrialShape"];

/** Run a draft on a record; the server keeps nothing of it. */
export function useTrial() {
  return useMutation({
    mutationFn: ({ draft, record }: { draft: ScenarioBody; record: string | null }) =>
      data(
        api.POST("/api/v1/scenarios/{name}/try", {
          params: { path: { name: draft.name || "draft" } },
          body: { draft, record, values: {}, variables: {} },
        }),
      ),
  });
}
