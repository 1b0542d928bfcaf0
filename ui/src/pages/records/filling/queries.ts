import { queryOptions } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";
import type { Values } from "@/forms/schema";

export type FormAnswer = components["schemas"]["FormStateShape"];
export type EmbeddedRecord = components["schemas"]["EmbeddedShape"];

/** What a form is with the values that it holds unsaved. unsaved: as JSON, so that the same ones are asked about once. */
export const formStateQuery = (template: string, record: string | undefined, form: string | undefined, unsaved: string) =>
  queryOptions({
    queryKey: ["records", template, "form", record, form, unsaved],
    queryFn: ({ signal }) =>
      data(
        api.POST("/api/v1/templates/{template}/records/form", {
          params: { path: { template } },
          body: { record: record ?? null, form: form ?? null, values: JSON.parse(unsaved) as Values },
          signal,
        }),
      ),
    staleTime: 2_000,
    gcTime: 10_000,
  });

/** The first accounts that an attribute takes beside what the form holds unsaved. */
export const findChoices = (template: string, attribute: string, given: { record?: string; values: Values; q: string }) =>
  data(
    api.POST("/api/v1/templates/{template}/records/choices/{attribute}", {
      params: { path: { template, attribute } },
      body: { record: given.record ?? null, values: given.values, q: given.q },
    }),
  );
