/** Definitions by name, for titles in sentences. */
import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { definitionQuery, type Definition, type Folder } from "./definitions";

/** What stands behind these names, as far as it is there and loaded; each is loaded once. */
export function useNamed(folder: Folder, names: readonly string[]): ReadonlyMap<string, Definition> {
  return useQueries({ queries: [...new Set(names)].map((name) => definitionQuery(folder, name)), combine: byName });
}

function byName(results: UseQueryResult<Definition>[]): ReadonlyMap<string, Definition> {
  return new Map(results.flatMap(({ data }) => (data ? [[data.name, data] as const] : [])));
}

/** «Эл. письма (Elpisma)»: what people call it, and what it is called in files. */
export function shownName(one: Pick<Definition, "name" | "title"> | undefined, name: string): string {
  return one && one.title && one.title !== one.name ? `${one.title} (${name})` : name;
}
