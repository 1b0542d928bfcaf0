import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { definitionQuery } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { NotThere } from "@/frame/NotThere";
import { ConnectionForm } from "./ConnectionForm";

/** A new connection of a type (`new/:type`), or an existing one (`:name`). */
export default function ConnectionPage() {
  const { name, type } = useParams();
  const types = useQuery(typesQuery("connections"));
  const held = useQuery({ ...definitionQuery("connections", name ?? ""), enabled: name !== undefined });
  const error = types.error ?? held.error;
  if (error) return <NotLoaded error={error} again={() => void held.refetch()} />;
  if (!types.data || (name !== undefined && !held.data)) return <div className="card padded"><Loading rows={8} /></div>;
  const registered = types.data.find((one) => one.type === (held.data?.body.type ?? type));
  if (!registered) return <NotThere />;
  return <ConnectionForm key={name ?? `new ${type}`} type={registered} definition={held.data} />;
}
