import { useCallback, useRef, useState } from "react";
import { api } from "@/api/client";
import type { components } from "@/api/schema";

export type TestReport = components["schemas"]["TestShape"];
export type Stage = components["schemas"]["StageShape"];

export interface ConnectionTest {
  readonly pending: boolean;
  /** Stages that went well so far; all of them once there is a report. */
  readonly stages: readonly Stage[];
  readonly report: TestReport | null;
}

const NOTHING: ConnectionTest = { pending: false, stages: [], report: null };

/** Tries a connection as the form has it now, and tells of each stage as it passes. */
export function useConnectionTest(onRefused: (error: unknown) => void) {
  const [test, setTest] = useState(NOTHING);
  const latest = useRef(0);
  const run = useCallback(
    async (name: string, body: Record<string, unknown>) => {
      const mine = ++latest.current;
      const put = (change: (held: ConnectionTest) => ConnectionTest) => mine === latest.current && setTest(change);
      setTest({ ...NOTHING, pending: true });
      try {
        for await (const line of linesOf(name, body)) {
          if (line.stage) put((held) => ({ ...held, stages: [...held.stages, line.stage] }));
          else put(() => ({ pending: false, stages: line.report.stages, report: line.report }));
        }
      } catch (error) {
        put(() => NOTHING);
        onRefused(error);
      }
    },
    [onRefused],
  );
  return { ...test, run };
}

type Line = { readonly stage: Stage; readonly report?: undefined } | { readonly stage?: undefined; readonly report: TestReport };

async function* linesOf(name: string, body: Record<string, unknown>): AsyncGenerator<Line> {
  const { response } = await api.POST("/api/v1/connections/{name}/test", {
    params: { path: { name }, query: { live: true } },
    body: { ...body, name },
    parseAs: "stream",
  });
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (held + value).split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}
