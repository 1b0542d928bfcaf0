import { useQuery } from "@tanstack/react-query";
import { definitionsQuery, type Folder } from "@/api/definitions";

/** Whether there is any definition of a kind; undefined while unknown. */
export function useAny(folder: Folder): boolean | undefined {
  const { data } = useQuery(definitionsQuery(folder, { limit: 1 }));
  return data && data.items.length > 0;
}
