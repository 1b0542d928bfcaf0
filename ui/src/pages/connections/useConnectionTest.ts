import { useMutation } from "@tanstack/react-query";
import { api, data } from "@/api/client";
import type { components } from "@/api/schema";

export type TestReport = components["schemas"]["TestShape"];

/** Try a connection as the form has it now. */
export function useConnectionTest() {
  return useMutation({
    mutationFn: async ({ name, body }: { name: string; body: Record<string, unknown> }): Promise<TestReport> =>
      data(api.POST("/api/v1/connections/{name}/test", { params: { path: { name } }, body: { ...body, name } })),
  });
}
