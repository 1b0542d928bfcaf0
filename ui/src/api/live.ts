import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { address } from "./client";

export type Topic = "message" | "run" | "lane" | "place";

interface Narrowed {
  readonly record?: string;
  readonly run?: string;
  /** Only events of this letter or run. */
  readonly id?: string;
}

const REST = 800;

/**
 * Ask queries anew when the server tells that something of the topics changed, at most about once a second.
 *
 * A page that is not looked at holds no stream: browsers open only six to one server.
 */
export function useLive(topics: readonly Topic[], keys: readonly QueryKey[], narrowed: Narrowed = {}): void {
  const queries = useQueryClient();
  const told = useRef({ topics, keys });
  told.current = { topics, keys };
  const { record, run, id } = narrowed;
  const asked = topics.join(" ");
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const queryKey of told.current.keys) void queries.invalidateQueries({ queryKey });
    };
    const soon = (event: Event) => {
      if (id && event instanceof MessageEvent && event.type !== "reset" && (JSON.parse(String(event.data)) as { id?: string }).id !== id) return;
      timer ??= setTimeout(refresh, REST);
    };
    const open = () => {
      const query = new URLSearchParams([...told.current.topics.map((topic) => ["topics", topic]), ...(record ? [["record", record]] : []), ...(run ? [["run", run]] : [])]);
      source = new EventSource(`${address("/events")}?${query.toString()}`);
      for (const name of [...told.current.topics, "reset"]) source.addEventListener(name, soon);
    };
    const shut = () => {
      source?.close();
      source = undefined;
    };
    const looked = () => {
      if (document.hidden) return shut();
      if (source) return;
      open();
      refresh();
    };
    open();
    document.addEventListener("visibilitychange", looked);
    return () => {
      document.removeEventListener("visibilitychange", looked);
      clearTimeout(timer);
      shut();
    };
  }, [queries, asked, record, run, id]);
}
