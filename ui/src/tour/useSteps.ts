import { useQuery } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import { definitionsQuery, type Definition, type Folder } from "@/api/definitions";

export type StepName = "connection" | "route" | "template" | "scenario" | "record";

export interface TourStep {
  readonly name: StepName;
  readonly to: string;
  /** Undefined while unknown. */
  readonly done: boolean | undefined;
}

/** The five steps to the first letter. A step is done when there is what it makes, whoever made it. */
export function useSteps(): readonly TourStep[] {
  const connection = useSome("connections");
  const route = useSome("routes");
  // A template without a button has a good part of its step before it.
  const template = useSome("templates", (body) => (body.buttons as readonly unknown[] | undefined)?.length !== 0);
  const begun = useSome("templates");
  const scenario = useSome("scenarios", (body) => (body.actions as readonly unknown[] | undefined)?.length !== 0);
  const letter = useQuery({
    queryKey: ["messages", "any"],
    queryFn: async () => (await data(api.GET("/api/v1/messages", { params: { query: { limit: 1 } } }))).items.length > 0,
    refetchInterval: (query) => (query.state.data ? false : 5_000),
  }).data;
  return [
    { name: "connection", to: "/connections", done: isSome(connection) },
    { name: "route", to: "/routes", done: isSome(route) },
    { name: "template", to: begun ? `/templates/${begun.name}` : "/templates", done: isSome(template) },
    { name: "scenario", to: "/scenarios", done: isSome(scenario) },
    { name: "record", to: template ? `/records/${template.name}/new` : "/records", done: letter },
  ];
}

/** The first definition that is far enough, null for none. */
function useSome(folder: Folder, isEnough: (body: Definition["body"]) => boolean = () => true): Definition | null | undefined {
  const { data: page } = useQuery(definitionsQuery(folder, { limit: 20 }));
  return page && (page.items.find((one) => isEnough(one.body)) ?? null);
}

const isSome = (found: Definition | null | undefined) => (found === undefined ? undefined : found !== null);
