import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem } from "./problem";
import { sessionQuery } from "./session";

/** A session that ended shows the sign-in page, from wherever it is noticed. */
function signedOut(error: unknown): void {
  if (isProblem(error, 401) && queryClient.getQueryData(sessionQuery.queryKey)) {
    queryClient.setQueryData(sessionQuery.queryKey, null);
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => !isProblem(error) && failures < 2,
    },
  },
});
