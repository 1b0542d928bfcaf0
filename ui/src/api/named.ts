/** All definitions of a kind by name, for pickers and for titles in sentences. */
import { queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import type { Definition, Folder } from "./definitions";

const MOST = 200;

export const namedQuery = (folder: Folder) =>
  queryOptions({
    queryKey: [folder, "list", "all"],
    queryFn: async () => {
      const path = `/api/v1/${folder}` as "/api/v1/connections";
      const page = await data(api.GET(path, { params: { query: { limit: MOST } } }));
      return new Map((page.items as unknown as readonly Definition[]).map((one) => [one.name, one]));
    },
  });

/** «Эл. письма (Elpisma)»: what people call it, and what it is called in files. */
export function shownName(one: Pick<Definition, "name" | "title"> | undefined, name: string): string {
  return one && one.title && one.title !== one.name ? `${one.title} (${name})` : name;
}
