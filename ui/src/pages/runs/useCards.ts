import { useQuery } from "@tanstack/react-query";
import { useNamed } from "@/api/named";
import { useTexts } from "@/i18n/LanguageProvider";
import { summaryOf } from "../scenarios/designer/summary";
import { summaries } from "../scenarios/designer/texts";
import { at, pathOf, templateAt, type Action, type ScenarioBody } from "../scenarios/designer/tree";
import { useTitles } from "../scenarios/designer/useTitles";
import { scenarioOfQuery, type TracedRun } from "./queries";

export interface RunCard {
  readonly action: Action;
  /** What the card says it does. */
  readonly title: string;
}

/** The cards of the actions that a run went through: of its own scenario as it was then, of those it set off as they are. */
export function useCards(run: TracedRun | undefined, enabled: boolean): (action: string, scenario: string | null) => RunCard | undefined {
  const words = useTexts(summaries);
  const { data: own } = useQuery({ ...scenarioOfQuery(run?.scenario ?? "", run?.version ?? 0), enabled: enabled && run !== undefined });
  const further = (run?.trace ?? []).flatMap(({ scenario }) => (enabled && scenario && scenario !== run?.scenario ? [scenario] : []));
  const others = useNamed("scenarios", further);
  const bodyOf = (scenario: string | null) => (scenario === null || scenario === run?.scenario ? own : others.get(scenario))?.body as ScenarioBody | undefined;
  const titles = useTitles(own?.body, ...[...others.values()].map(({ body }) => body));
  return (id, scenario) => {
    const body = bodyOf(scenario);
    const path = body && pathOf(body, id);
    const action = path && at<Action>(body, path);
    return action ? { action, title: summaryOf(action, templateAt(body, path), titles, words) } : undefined;
  };
}
