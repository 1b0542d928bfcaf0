/** All definitions of a kind by name, for pickers and for titles in sentences. */
import { queryOptions } from "@tanstack/react-query";
import { api, data } from "./client";
import type { Definition, Folder } from "./definitions";

const PAGE = 200;

export const namedQuery = (folder: Folder) =>
  queryOptions({
    queryKey: [folder, "list", "all"],
    queryFn: async () => {
      const path = `/api/v1/${folder}` as "/api/v1/connections";
      const found = new Map<string, Definition>();
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await data(api.GET(path, { params: { query: { limit: PAGE, cursor } } }));
        for (const one of page.items as unknown as readonly Definition[]) found.set(one.name, one);
        more = page.next !== null;
        cursor = page.next ?? undefined;
      }
      return found;
    },
  });

/** «Эл. письма (Elpisma)»: what people call it, and what it is called in files. */
export function shownName(one: Pick<Definition, "name" | "title"> | undefined, name: string): string {
  return one && one.title && one.title !== one.name ? `${one.title} (${name})` : name;
}
