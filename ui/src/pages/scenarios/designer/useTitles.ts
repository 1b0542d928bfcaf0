import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { namedQuery } from "@/api/named";
import type { AttributeBody, ButtonBody } from "@/expressions/useAttributes";
import type { Titles } from "./summary";

/** What the other definitions are called, for sentences. */
export function useTitles(): Titles {
  const { data: templates } = useQuery(namedQuery("templates"));
  const { data: connections } = useQuery(namedQuery("connections"));
  const { data: routes } = useQuery(namedQuery("routes"));
  return useMemo(() => {
    const part = (template: string, list: "attributes" | "buttons", name: string) => {
      const parts = (templates?.get(template)?.body[list] ?? []) as readonly (AttributeBody | ButtonBody)[];
      return parts.find((one) => one.name === name)?.title || name;
    };
    return {
      template: (name) => templates?.get(name)?.title || name,
      button: (template, name) => part(template, "buttons", name),
      attribute: (template, name) => part(template, "attributes", name),
      connection: (name) => connections?.get(name)?.title || name,
      route: (name) => routes?.get(name)?.title || name,
    };
  }, [templates, connections, routes]);
}
