import { ApartmentOutlined, StopOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useNavigate } from "react-router";
import { api } from "@/api/client";
import { useConfirm } from "@/components/useConfirm";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Run } from "./queries";
import { texts } from "./texts";

/** What can be ordered about a run: to wait no longer; and the way to its scenario. */
export function Commands({ run }: { run: Run }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.POST("/api/v1/runs/{id}/cancel", { params: { path: { id: run.id } } }),
    onSuccess: () => void message.success(t.cancelled),
    onSettled: () => queries.invalidateQueries({ queryKey: ["runs"] }),
  });
  const ask = () =>
    confirm({ title: t.askCancel, content: t.askCancelHint, ok: t.cancel, cancel: t.leave, danger: true, onOk: () => cancel.mutateAsync() });
  return (
    <>
      {run.status === "waiting" && <Button danger icon={<StopOutlined aria-hidden />} onClick={ask} loading={cancel.isPending}>{t.cancel}</Button>}
      <Button icon={<ApartmentOutlined aria-hidden />} onClick={() => void navigate(`/scenarios/${run.scenario}`)}>{t.openScenario}</Button>
    </>
  );
}
