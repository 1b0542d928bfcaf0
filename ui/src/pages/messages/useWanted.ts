import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { LetterState, Wanted } from "./queries";

const NAMES = ["route", "connection", "record", "run"] as const;

/** Which letters the address asks for, and the way to change it. */
export function useWanted() {
  const [params, setParams] = useSearchParams();
  const wanted = useMemo((): Wanted => {
    const state = params.getAll("state") as LetterState[];
    const lane = params.get("lane");
    return {
      q: params.get("q") || undefined,
      state: state.length > 0 ? state : undefined,
      lane: lane ? Number(lane) : undefined,
      ...Object.fromEntries(NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []))),
    };
  }, [params]);
  const change = (edit: (params: URLSearchParams) => void) =>
    setParams((held) => {
      const next = new URLSearchParams(held);
      edit(next);
      return next;
    }, { replace: true });
  return {
    wanted,
    /** The filter as a query of the API. */
    query: params.toString(),
    toggleState: (state: LetterState) =>
      change((next) => (next.getAll("state").includes(state) ? next.delete("state", state) : next.append("state", state))),
    allStates: () => change((next) => next.delete("state")),
    drop: (name: string) => change((next) => next.delete(name)),
    /** What limits the list beside search and state. */
    limits: [...NAMES, "lane"].flatMap((name) => {
      const value = params.get(name);
      return value ? [{ name, value }] : [];
    }),
  };
}
