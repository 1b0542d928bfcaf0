import { useMemo } from "react";
import { useNamed } from "@/api/named";
import type { AttributeBody, ButtonBody } from "@/expressions/useAttributes";
import type { Titles } from "./summary";

/** What the definitions are called that scenarios refer to, for sentences. */
export function useTitles(...scenarios: readonly unknown[]): Titles {
  const templates = useNamed("templates", namesIn(scenarios, ["template", "context_template"]));
  const connections = useNamed("connections", namesIn(scenarios, ["connection"]));
  const routes = useNamed("routes", namesIn(scenarios, ["route"]));
  return useMemo(() => {
    const part = (template: string, list: "attributes" | "buttons", name: string) => {
      const parts = (templates.get(template)?.body[list] ?? []) as readonly (AttributeBody | ButtonBody)[];
      return parts.find((one) => one.name === name)?.title || name;
    };
    return {
      template: (name) => templates.get(name)?.title || name,
      button: (template, name) => part(template, "buttons", name),
      attribute: (template, name) => part(template, "attributes", name),
      connection: (name) => connections.get(name)?.title || name,
      route: (name) => routes.get(name)?.title || name,
    };
  }, [templates, connections, routes]);
}

/** The texts of these fields, wherever in the tree they stand. */
function namesIn(tree: unknown, fields: readonly string[]): string[] {
  if (Array.isArray(tree)) return tree.flatMap((one) => namesIn(one, fields));
  if (tree === null || typeof tree !== "object") return [];
  return Object.entries(tree).flatMap(([field, value]) =>
    typeof value === "string" ? (value && fields.includes(field) ? [value] : []) : namesIn(value, fields),
  );
}
