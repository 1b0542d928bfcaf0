import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { Values } from "@/forms/schema";
import type { ScenarioBody } from "../designer/tree";

export type Tried = components["schemas"]["TrialShape"];

/** Run a draft on a record; the server keeps nothing of it. */
export function useTrial() {
  return useMutation({
    mutationFn: ({ draft, record, answers }: { draft: ScenarioBody; record: string | null; answers?: Values }) =>
      data(
        api.POST("/api/v1/scenarios/{name}/try", {
          params: { path: { name: draft.name || "draft" } },
          body: { draft, record, values: {}, variables: {}, answers },
        }),
      ),
  });
}
