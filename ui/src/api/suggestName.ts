import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, data } from "./client";

/** The system name that a title gives, «Эл. письма» → `Elpisma`, told whenever the title changes; nothing for "". field: the id of the name's field. */
export function useSuggestedName(title: string, onName: (name: string) => void, taken: readonly string[] = [], field = "name"): void {
  const { data: name } = useQuery({
    queryKey: ["names", title, taken],
    queryFn: async () => (await data(api.GET("/api/v1/names/suggest", { params: { query: { title, taken: [...taken] } } }))).name,
    enabled: title !== "",
    staleTime: Infinity,
  });
  useEffect(() => {
    // A name that is being typed by hand is not written over.
    if (title && name && document.activeElement?.id !== field) onName(name);
    // Told once for each name; the callback is made anew at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [title, name]);
}
