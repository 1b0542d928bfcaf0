import { useMemo } from "react";
import type { Scope } from "@/expressions/scope";
import { useEventButton } from "./useEventButton";
import { useDesigner } from "./context";
import { templateAt, walk, type Path } from "./tree";

const SETTERS = ["set", "variable", "response_variable", "error_variable"];
const SYSTEM = ["origin", "ProcessObject", "BusinessObject", "dialogVariables", "IncomingMessage", "requestTime", "timeZoneOffset"];

/** What an expression of an action may name: the template there, and every variable that something sets. */
export function useScopeAt(path: Path): Scope {
  const { body, isContainer } = useDesigner();
  const template = templateAt(body, path);
  const { type } = body.event;
  const names = useMemo(() => {
    const found = new Set(SYSTEM);
    if (typeof body.event.variable === "string") found.add(body.event.variable);
    for (const [, action] of walk(body, isContainer)) {
      for (const field of SETTERS) if (typeof action[field] === "string" && action[field]) found.add(action[field]);
    }
    return [...found];
  }, [body, isContainer]);
  const answers = useEventButton()?.variables;
  return useMemo(() => ({ template, variables: names, event: type, effects: true, answers }), [template, names, type, answers]);
}
