import { useCallback, useState } from "react";
import { useSearchParams } from "react-router";

interface Passed {
  /** Search and order that the cursors belong to; another list begins at its first page. */
  readonly list: string;
  readonly cursors: readonly string[];
}

/** Search and order of a list live in the address; the cursors that were passed live here, for the way back. */
export function useGridState() {
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? "";
  const sort = params.get("sort") ?? "";
  const list = `${sort} ${q}`;
  const [passed, setPassed] = useState<Passed>({ list, cursors: [] });
  const cursors = passed.list === list ? passed.cursors : [];

  const put = useCallback(
    (name: string, value: string) =>
      setParams(
        (held) => {
          const next = new URLSearchParams(held);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
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
    forward: (cursor: string) => setPassed({ list, cursors: [...cursors, cursor] }),
    back: () => setPassed({ list, cursors: cursors.slice(0, -1) }),
  };
}
