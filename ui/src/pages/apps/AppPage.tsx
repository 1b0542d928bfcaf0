import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { definitionQuery } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { AppForm } from "./AppForm";

/** A new app (`new`), or an existing one (`:name`). */
export default function AppPage() {
  const { name } = useParams();
  const types = useQuery(typesQuery("definitions"));
  const held = useQuery({ ...definitionQuery("apps", name ?? ""), enabled: name !== undefined });
  const error = types.error ?? held.error;
  if (error) return <NotLoaded error={error} again={() => void held.refetch()} />;
  const schema = types.data?.find((one) => one.type === "app")?.schema;
  if (!schema || (name !== undefined && !held.data)) return <div className="card padded"><Loading rows={6} /></div>;
  return <AppForm key={name ?? "new"} schema={schema} definition={held.data} />;
}
