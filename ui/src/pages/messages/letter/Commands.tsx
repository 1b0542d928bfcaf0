import { RedoOutlined, ShareAltOutlined, StopOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { api, data, idempotencyKey } from "@/api/client";
import { letterQuery, type Letter } from "@/api/letters";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts as page } from "../texts";
import { RedirectWindow } from "./RedirectWindow";
import { texts } from "./texts";

const OPEN = ["pending", "deferred", "uncertain"];

/** What can be ordered about a letter: another try, no further tries, another address. */
export function Commands({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const p = useTexts(page);
  const c = useTexts(common);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [redirecting, setRedirecting] = useState(false);
  const undelivered = letter.recipients.filter((one) => one.state !== "accepted" || one.bounced);
  const open = letter.recipients.some((one) => OPEN.includes(one.state));
  const busy = letter.state === "sending";
  const taken = (after: Letter) => {
    queries.setQueryData(letterQuery(letter.id).queryKey, after);
    void queries.invalidateQueries({ queryKey: ["messages"] });
  };
  const order = useMutation({
    mutationFn: (what: "retry" | "cancel") =>
      data(api.POST(`/api/v1/messages/{id}/${what}`, { params: { path: { id: letter.id } }, headers: idempotencyKey() })),
    onSuccess: (after, what) => {
      taken(after);
      void message.success(what === "retry" ? t.ordered : t.wasCancelled);
    },
    onError: (error) => void message.error(explain(error, c.unreachable), 8),
  });
  if (undelivered.length === 0) return null;
  return (
    <>
      {open && <Button icon={<StopOutlined aria-hidden />} disabled={busy || order.isPending} onClick={() => order.mutate("cancel")}>{p.cancel}</Button>}
      <Button icon={<ShareAltOutlined aria-hidden />} disabled={busy} onClick={() => setRedirecting(true)}>{p.redirect}</Button>
      <Button type="primary" icon={<RedoOutlined aria-hidden />} disabled={busy} loading={order.isPending && order.variables === "retry"} onClick={() => order.mutate("retry")}>{p.retry}</Button>
      <RedirectWindow open={redirecting} letter={letter.id} recipients={undelivered.map((one) => one.address)} onDone={taken} onClose={() => setRedirecting(false)} />
    </>
  );
}
