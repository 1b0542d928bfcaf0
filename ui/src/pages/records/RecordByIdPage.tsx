import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import { foundRecordQuery } from "@/api/foundRecord";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";

/** A record of which the id alone is known: leads to its page. */
export default function RecordByIdPage() {
  const { id = "" } = useParams();
  const { data: found, error, refetch } = useQuery(foundRecordQuery(id));
  if (error) return <NotLoaded error={error} again={() => void refetch()} />;
  return found ? <Navigate to={`/records/${found.template}/${id}`} replace /> : <Loading />;
}
