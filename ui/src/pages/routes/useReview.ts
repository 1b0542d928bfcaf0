import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { isProblem, type Problem } from "@/api/problem";
import type { components } from "@/api/schema";
import { useSettled } from "@/components/useSettled";

export type Review = components["schemas"]["ReviewShape"];

export interface RouteReview {
  /** What a save would find wrong. */
  readonly errors: readonly Problem[];
  /** A save would go through, with the route switched off. */
  readonly switchesOff: boolean;
  readonly affected: Review["affected"];
}

const NOTHING: RouteReview = { errors: [], switchesOff: false, affected: [] };

/** What a save of the draft would say, asked whenever the writer pauses. */
export function useReview(name: string, draft: Record<string, unknown>): RouteReview {
  const text = useSettled(JSON.stringify(draft));
  const body = JSON.parse(text) as Record<string, unknown>;
  const complete = Boolean(body.name && body.connection);
  const { data: review, error } = useQuery({
    queryKey: ["routes", "review", name, text],
    queryFn: async () => data(api.POST("/api/v1/routes/{name}/check", { params: { path: { name } }, body })),
    enabled: complete,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  if (!complete) return NOTHING;
  if (error) return { ...NOTHING, errors: isProblem(error, 422) ? error.problems : [] };
  if (!review) return NOTHING;
  return { errors: review.problems.filter((one) => one.severity !== "warning"), switchesOff: review.disabled, affected: review.affected };
}
