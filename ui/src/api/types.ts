import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Text } from "@/i18n/texts";
import type { Schema } from "@/forms/schema";
import { api, data } from "./client";

export type TypeKind = "connections" | "routes" | "attributes" | "events" | "actions" | "operations" | "definitions";

/** A registered type: everything a form needs to know of it. */
export interface RegisteredType {
  readonly type: string;
  readonly label: Text;
  readonly description: Text;
  readonly group: Text | null;
  readonly schema: Schema;
}

/** The registered types of one kind; they change with a restart of the server only. */
export const typesQuery = (kind: TypeKind) =>
  queryOptions({
    queryKey: ["types", kind],
    queryFn: async () => {
      const page = await data(api.GET("/api/v1/types/{kind}", { params: { path: { kind } } }));
      return page.items as unknown as readonly RegisteredType[];
    },
    staleTime: Infinity,
  });

/** The types that can send: their names say so. Undefined until they are known. */
export function useSendingTypes(kind: "connections" | "routes"): readonly string[] | undefined {
  const { data: known } = useQuery(typesQuery(kind));
  return known?.map((one) => one.type).filter((type) => type.endsWith("_send"));
}
