import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { address, api, data } from "@/api/client";
import type { Definition } from "@/api/definitions";
import type { components } from "@/api/schema";
import { FOLDERS, type Kind } from "./kinds";

export type Plan = components["schemas"]["PackagePlanShape"];
export type Step = components["schemas"]["PackageStepShape"];
export type NeededSecret = components["schemas"]["NeededSecretShape"];

const MOST = 200;
const PARTS = (Object.keys(FOLDERS) as Kind[]).filter((kind) => kind !== "app");

/** Where an app is downloaded. */
export function packageAddress(name: string): string {
  return address(`/apps/${encodeURIComponent(name)}/package`);
}

/** What belongs to an app, by kind; of each as many as a page shows. */
export const contentsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", "one", app, "contents"],
    queryFn: async () => {
      const pages = await Promise.all(
        PARTS.map((kind) => data(api.GET(`/api/v1/${FOLDERS[kind]}` as "/api/v1/connections", { params: { query: { app, limit: MOST } } }))),
      );
      return pages.map((page, index) => ({ kind: PARTS[index] as Kind, items: page.items as readonly Definition[] }));
    },
  });

/** A package, with what its sender adds to it. */
export interface Package {
  readonly file: File;
  readonly secrets: Readonly<Record<string, string>>;
  readonly prune: boolean;
}

/** What the package would change. */
export function usePlan() {
  return useMutation({
    mutationFn: async (sent: Package): Promise<Plan> =>
      data(api.POST("/api/v1/apps/packages/plan", { body: { ...sent, file: "", secrets: "" }, bodySerializer: () => formOf(sent) })),
  });
}

/** Do what the plan of that revision said. */
export function useApply() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ revision, ...sent }: Package & { readonly revision: number }): Promise<Plan> =>
      data(api.POST("/api/v1/apps/packages/apply", { body: { ...sent, file: "", secrets: "", revision }, bodySerializer: () => formOf(sent, revision) })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

function formOf({ file, secrets, prune }: Package, revision?: number): FormData {
  const form = new FormData();
  form.set("file", file);
  form.set("secrets", JSON.stringify(secrets));
  form.set("prune", String(prune));
  if (revision !== undefined) form.set("revision", String(revision));
  return form;
}
