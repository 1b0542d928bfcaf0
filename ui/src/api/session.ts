import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api, data, rememberCsrfToken } from "./client";
import { isProblem } from "./problem";
import type { components } from "./schema";

export type Session = components["schemas"]["SessionInfo"];
export type Right = "use" | "build" | "administer";

const ROLES: Record<Right, readonly string[]> = {
  use: ["administrator", "builder", "user"],
  build: ["administrator", "builder"],
  administer: ["administrator"],
};

/** Who is signed in, null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session | null> => {
    try {
      return remembered(await data(api.GET("/api/v1/session")));
    } catch (error) {
      if (isProblem(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The signed-in account; only below `RequireSession`. */
export function useSession(): Session {
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (session === null) throw new Error("nobody is signed in");
  return session;
}

export function may(session: Session, right: Right): boolean {
  return session.roles.some((role) => ROLES[right].includes(role));
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: { login: string; password: string }) => data(api.POST("/api/v1/session", { body })),
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, remembered(session)),
  });
}

/** A new password of one's own. The server ends every session of the account, so this one begins anew. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ login, ...body }: { login: string; current: string; password: string }) => {
      await api.PUT("/api/v1/session/password", { body });
      return data(api.POST("/api/v1/session", { body: { login, password: body.password } }));
    },
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, remembered(session)),
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => api.DELETE("/api/v1/session"),
    onSettled: () => {
      queries.setQueryData(sessionQuery.queryKey, null);
      // The session's own query stays: what shows the sign-in page watches it.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
}

function remembered(session: Session): Session {
  rememberCsrfToken(session.csrf_token);
  return session;
}
