import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { definitionQuery, definitionsQuery } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { NotThere } from "@/frame/NotThere";
import { RouteForm } from "./RouteForm";

/** A new route of a type (`new/:type`), or an existing one (`:name`). */
export default function RoutePage() {
  const { name, type } = useParams();
  const types = useQuery(typesQuery("routes"));
  const held = useQuery({ ...definitionQuery("routes", name ?? ""), enabled: name !== undefined });
  // A new route begins with the only connection there is.
  const connections = useQuery({ ...definitionsQuery("connections", { type: [type ?? ""], limit: 50 }), enabled: name === undefined });
  const error = types.error ?? held.error;
  if (error) return <NotLoaded error={error} again={() => void held.refetch()} />;
  const waiting = !types.data || (name === undefined ? connections.isPending : !held.data);
  if (waiting) return <div className="card padded"><Loading rows={8} /></div>;
  const registered = types.data.find((one) => one.type === (held.data?.body.type ?? type));
  if (!registered) return <NotThere />;
  const fitting = connections.data?.items.filter((one) => one.active) ?? [];
  const begin = fitting.length === 1 ? { connection: fitting[0]?.name } : {};
  return <RouteForm key={name ?? `new ${type}`} type={registered} definition={held.data} begin={begin} />;
}
