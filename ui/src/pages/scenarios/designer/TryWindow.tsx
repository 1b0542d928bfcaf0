import { PlayCircleOutlined } from "@ant-design/icons";
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { isProblem } from "@/api/problem";
import { explain } from "@/components/Failed";
import { RecordSelect } from "@/components/RecordSelect";
import { texts as common } from "@/components/texts";
import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { DialogWindow } from "@/pages/records/press/DialogWindow";
import { asks } from "@/pages/records/template";
import { useTrial } from "../trial/queries";
import { texts } from "../trial/texts";
import { TrialOutcome } from "../trial/TrialOutcome";
import { useDesigner } from "./context";
import { summaryOf } from "./summary";
import { summaries } from "./texts";
import { templateAt, walk } from "./tree";
import { useEventButton } from "./useEventButton";

/** «Испытать»: the draft runs on a chosen record, with the answers of its button's dialog, and nothing is kept. */
export function TryWindow({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const words = useTexts(summaries);
  const { body, isContainer, titles, open } = useDesigner();
  const [record, setRecord] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const trial = useTrial();
  const button = useEventButton();
  const template = body.event.context_template;
  const run = (answers?: Values) => trial.mutate({ draft: body, record, answers }, { onSuccess: () => setAsking(false) });
  const unfit = isProblem(trial.error) ? trial.error.problems.filter(({ path }) => path.startsWith("variables.")) : [];
  const placed = [...walk(body, isContainer)];
  const show = (id: string) => {
    const found = placed.find(([, action]) => action.id === id);
    if (!found) return;
    onClose();
    open(found[0]);
  };
  return (
    <Drawer open size={720} title={t.title} onClose={onClose}>
      <div style={{ display: "grid", gap: 14 }}>
        <p className="quiet" style={{ margin: 0 }}>{t.about}</p>
        {template ? (
          <div style={{ display: "flex", gap: 8 }}>
            <RecordSelect template={template} value={record} onChange={setRecord} label={t.record} placeholder={t.chooseRecord} />
            <Button
              type="primary"
              icon={<PlayCircleOutlined aria-hidden />}
              disabled={!record}
              loading={trial.isPending}
              onClick={() => (button && asks(button) ? setAsking(true) : run())}
            >
              {t.run}
            </Button>
          </div>
        ) : (
          <Alert type="info" title={t.noTemplate} />
        )}
        {button && <DialogWindow button={isAsking ? button : null} unfit={unfit} busy={trial.isPending} onAnswer={run} onClose={() => setAsking(false)} />}
        {trial.error && unfit.length === 0 && <Alert type="error" showIcon title={explain(trial.error, c.unreachable)} />}
        {trial.data && (
          <TrialOutcome
            outcome={trial.data}
            cardOf={(id) => {
              const [path, action] = placed.find(([, action]) => action.id === id) ?? [];
              return path && action && { action, title: summaryOf(action, templateAt(body, path), titles, words) };
            }}
            onAction={show}
          />
        )}
      </div>
    </Drawer>
  );
}
