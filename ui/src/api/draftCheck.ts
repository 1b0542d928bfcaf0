/** What the server says of a definition that is not saved. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import type { Folder } from "./definitions";
import type { components } from "./schema";

export type DraftCheck = components["schemas"]["ReviewShape"];

/** The problems of a draft, and which other definitions its save would break. */
export async function checkDraft(folder: Folder, name: string, body: object): Promise<DraftCheck> {
  const path = `/api/v1/${folder}/{name}/check` as "/api/v1/templates/{name}/check";
  return data(api.POST(path, { params: { path: { name } }, body: body as Record<string, unknown> }));
}

export const draftCheckQuery = (folder: Folder, name: string, body: object) =>
  queryOptions({
    queryKey: [folder, "check", name, body],
    queryFn: async () => checkDraft(folder, name, body),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
