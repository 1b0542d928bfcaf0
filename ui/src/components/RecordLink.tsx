import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, data } from "@/api/client";

/** A link to a record of which the id alone is known: by its title, as soon as that is here. */
export function RecordLink({ id }: { id: string }) {
  const { data: found } = useQuery({
    queryKey: ["records", "find", id],
    queryFn: () => data(api.GET("/api/v1/records/{id}", { params: { path: { id } } })),
    staleTime: 60_000,
    retry: false,
  });
  return found ? <Link to={`/records/${found.template}/${id}`}>{found.title}</Link> : <>{id}</>;
}
