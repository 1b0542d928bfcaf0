import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useNavigate } from "react-router";
import { api, data } from "@/api/client";
import { useSession } from "@/api/session";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { build, canBuild, NoAddress } from "./build";
import { texts } from "./texts";
import type { StepName } from "./useSteps";

const exampleQuery = queryOptions({
  queryKey: ["example"],
  queryFn: () => data(api.GET("/api/v1/example")),
  staleTime: Infinity,
});

/** «Сделать за меня»: the step is done as in the worked example and shown; undefined where it cannot be. */
export function useBuild(step: StepName) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const { login } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: example } = useQuery(exampleQuery);
  const building = useMutation({
    mutationFn: async () => {
      if (!example) throw new Error("not known yet");
      return build(step, example, { login, file: new File([t.fileText], t.fileName, { type: "text/plain" }) });
    },
    onSuccess: async (page) => {
      await queries.invalidateQueries();
      await navigate(page);
    },
    onError: (error) => void message.error(error instanceof NoAddress ? t.noAddress(login) : explain(error, c.unreachable), 8),
  });
  return example && canBuild(step, example) ? { run: () => building.mutate(), isBusy: building.isPending } : undefined;
}
