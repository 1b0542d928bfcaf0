import { App } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { api, data, idempotencyKey } from "@/api/client";
import type { Letter } from "@/api/letters";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Wanted } from "../queries";
import { texts } from "../texts";

export type Order = "retry" | "cancel";

/** Orders about many letters, after asking; which were refused is told with the reasons. */
export function useOrders() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { modal, message, notification } = App.useApp();
  const queries = useQueryClient();

  const give = async (order: Order, about: { ids: string[] } | { filter: Wanted }) => {
    let done = 0;
    const refused = new Map<string, number>();
    try {
      for (let more = true; more; ) {
        const answer = await data(api.POST("/api/v1/messages/order", { body: { order, ...bodyOf(about) }, headers: idempotencyKey() }));
        done += answer.done.length;
        for (const one of answer.refused) refused.set(one.problem.message, (refused.get(one.problem.message) ?? 0) + 1);
        // What was refused stays in the filter: without progress it would be asked for ever.
        more = answer.more && answer.done.length > 0;
      }
    } catch (error) {
      void message.error(explain(error, c.unreachable), 8);
    } finally {
      void queries.invalidateQueries({ queryKey: ["messages"] });
    }
    if (done > 0) void message.success(order === "retry" ? t.retried(done) : t.cancelled(done));
    const failed = [...refused.values()].reduce((sum, n) => sum + n, 0);
    if (failed > 0) notification.warning({ title: t.refused(failed), description: [...refused.keys()].slice(0, 5).join("\n"), style: { whiteSpace: "pre-line" }, duration: 12 });
  };
  const ask = (order: Order, what: string, about: { ids: string[] } | { filter: Wanted }) =>
    modal.confirm({
      title: order === "retry" ? t.askRetry(what) : t.askCancel(what),
      content: order === "retry" ? t.askRetryHint : t.askCancelHint,
      okText: order === "retry" ? t.retry : t.cancel,
      okButtonProps: { danger: order === "cancel" },
      cancelText: t.back,
      onOk: () => give(order, about),
    });
  return {
    some: (order: Order, rows: readonly Letter[]) => ask(order, t.letters(rows.length), { ids: rows.map((row) => row.id) }),
    all: (order: Order, wanted: Wanted) => ask(order, t.allFound, { filter: wanted }),
  };
}

function bodyOf(about: { ids: string[] } | { filter: Wanted }) {
  return "ids" in about ? { ids: about.ids } : { filter: { ...about.filter, q: about.filter.q ?? "", state: about.filter.state ?? [] } };
}
