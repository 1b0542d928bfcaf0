import { useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { definitionsQuery, type Folder } from "@/api/definitions";

export type StepName = "connection" | "route" | "template" | "scenario" | "record";

export interface TourStep {
  readonly name: StepName;
  readonly to: string;
  /** Undefined while unknown. */
  readonly done: boolean | undefined;
}

/** The five steps to the first letter. A step is done when there is what it makes, whoever made it. */
export function useSteps(): readonly TourStep[] {
  const connection = useAny("connections");
  const route = useAny("routes");
  const template = useFirst("templates");
  const scenario = useAny("scenarios");
  const letter = useQuery({
    queryKey: ["messages", "any"],
    queryFn: async () => (await data(api.GET("/api/v1/messages", { params: { query: { limit: 1 } } }))).items.length > 0,
    refetchInterval: (query) => (query.state.data ? false : 5_000),
  }).data;
  return [
    { name: "connection", to: "/connections", done: connection },
    { name: "route", to: "/routes", done: route },
    { name: "template", to: "/templates", done: template && template.name !== undefined },
    { name: "scenario", to: "/scenarios", done: scenario },
    { name: "record", to: template?.name ? `/records/${template.name}/new` : "/records", done: letter },
  ];
}

function useFirst(folder: Folder): { name: string | undefined } | undefined {
  const { data: page } = useQuery(definitionsQuery(folder, { limit: 1 }));
  return page && { name: page.items[0]?.name };
}

function useAny(folder: Folder): boolean | undefined {
  const first = useFirst(folder);
  return first && first.name !== undefined;
}
