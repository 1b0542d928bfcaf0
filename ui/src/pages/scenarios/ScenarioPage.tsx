import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "react-router";
import { definitionQuery } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { Loading } from "@/components/Loading";
import { loadCodeEditor } from "@/expressions/editor";
import { NotLoaded } from "@/frame/NotLoaded";
import { Designer } from "./designer/Designer";
import type { ScenarioBody } from "./designer/tree";

const fresh: ScenarioBody = {
  kind: "scenario",
  name: "",
  title: "",
  run_as: "initiator",
  status: "active",
  event: { type: "button_clicked" },
  actions: [],
};

/** One scenario in the designer; `/scenarios/new` is one that does not exist yet. */
export default function ScenarioPage() {
  const { name } = useParams();
  const isNew = name === undefined;
  useEffect(() => void loadCodeEditor(), []);
  const stored = useQuery({ ...definitionQuery("scenarios", name ?? ""), enabled: !isNew });
  const actions = useQuery(typesQuery("actions"));
  const events = useQuery(typesQuery("events"));
  const error = stored.error ?? actions.error ?? events.error;
  if (error) return <NotLoaded error={error} again={() => void stored.refetch()} />;
  if (!actions.data || !events.data || (!isNew && !stored.data)) return <div className="card padded"><Loading rows={8} /></div>;
  return (
    <Designer
      key={isNew ? "new" : `${name} ${stored.data?.version}`}
      stored={isNew ? undefined : stored.data}
      initial={isNew ? fresh : (stored.data?.body as unknown as ScenarioBody)}
      actionTypes={actions.data}
      eventTypes={events.data}
    />
  );
}
