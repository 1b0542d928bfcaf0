import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, data, idempotencyKey, ifMatch } from "@/api/client";
import type { components } from "@/api/schema";
import type { Values } from "@/forms/schema";

export type Pressed = components["schemas"]["PressedShape"];

export interface Press {
  readonly id: string;
  readonly button: string;
  /** What the form holds unsaved. */
  readonly values?: Values;
  /** Answers of the button's dialog. */
  readonly variables?: Values;
  readonly version?: number;
  /** The form in hand, whose rules for fields are obeyed. */
  readonly form?: string;
}

/** Press a button of a record. All or nothing: a refusal is a `ProblemError`, with the run that tells why. */
export function usePress(template: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, button, values = {}, variables = {}, version, form }: Press) =>
      data(
        api.POST("/api/v1/templates/{template}/records/{id}/buttons/{button}", {
          params: { path: { template, id, button } },
          body: { values, variables, form },
          headers: { ...idempotencyKey(), ...ifMatch(version) },
        }),
      ),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["records"] });
      void queries.invalidateQueries({ queryKey: ["messages"] });
      void queries.invalidateQueries({ queryKey: ["runs"] });
    },
  });
}
