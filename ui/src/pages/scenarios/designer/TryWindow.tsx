import { PlayCircleOutlined } from "@ant-design/icons";
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { explain } from "@/components/Failed";
import { RecordSelect } from "@/components/RecordSelect";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTrial } from "../trial/queries";
import { texts } from "../trial/texts";
import { TrialOutcome } from "../trial/TrialOutcome";
import { useDesigner } from "./context";
import { summaryOf } from "./summary";
import { summaries } from "./texts";
import { templateAt, walk } from "./tree";

/** «Испытать»: the draft runs on a chosen record and nothing is kept. */
export function TryWindow({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const words = useTexts(summaries);
  const { body, isContainer, titles, open } = useDesigner();
  const [record, setRecord] = useState<string | null>(null);
  const trial = useTrial();
  const template = body.event.context_template;
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
              onClick={() => trial.mutate({ draft: body, record })}
            >
              {t.run}
            </Button>
          </div>
        ) : (
          <Alert type="info" title={t.noTemplate} />
        )}
        {trial.error && <Alert type="error" showIcon title={explain(trial.error, c.unreachable)} />}
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
