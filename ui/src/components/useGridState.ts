import { useCallback, useState } from "react";
import { useSearchParams } from "react-router";

/** Search and order of a list live in the address; the cursors that were passed live here, for the way back. */
export function useGridState() {
  const [params, setParams] = useSearchParams();
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const q = params.get("q") ?? "";
  const sort = params.get("sort") ?? "";

  const put = useCallback(
    (name: string, value: string) => {
      setCursors([]);
      setParams(
        (held) => {
          const next = new URLSearchParams(held);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const search = useCallback((text: string) => put("q", text), [put]);
  const sortBy = useCallback((name: string) => put("sort", name), [put]);
  return {
    q,
    sort,
    cursor: cursors.at(-1),
    page: cursors.length,
    search,
    sortBy,
    forward: (cursor: string) => setCursors((held) => [...held, cursor]),
    back: () => setCursors((held) => held.slice(0, -1)),
  };
}
