import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { foundRecordQuery } from "@/api/foundRecord";

/** A link to a record of which the id alone is known: by its title, as soon as that is here. */
export function RecordLink({ id }: { id: string }) {
  const { data: found } = useQuery(foundRecordQuery(id));
  return found ? <Link to={`/records/${found.template}/${id}`}>{found.title}</Link> : <>{id}</>;
}
