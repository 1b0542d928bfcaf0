import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { Language } from "./expression";
import type { Scope } from "./scope";

export type Checked = components["schemas"]["CheckShape"];
export type Evaluated = components["schemas"]["EvaluatedShape"];

/** Check a text where it stands; with a position (UTF-16 offset) completions come along. */
export function check(language: Language, text: string, scope: Scope, position?: number): Promise<Checked> {
  return data(
    api.POST("/api/v1/expressions/check", {
      body: {
        language,
        text,
        template: scope.template,
        variables: scope.variables ? [...scope.variables] : null,
        event: scope.event ?? null,
        effects: scope.effects ?? false,
        place: "value",
        position: position ?? null,
      },
    }),
  );
}

/** What a text gives for a record, step by step. */
export function useEvaluate() {
  return useMutation({
    mutationFn: (asked: { language: Language; text: string; template: string | null; record: string | null }) =>
      data(
        api.POST("/api/v1/expressions/evaluate", {
          body: { ...asked, variables: {}, place: "value", effects: true, trace: true },
        }),
      ),
  });
}
