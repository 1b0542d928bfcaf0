import { PauseOutlined, PlayCircleOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { useHold, type Place } from "./queries";
import { texts } from "./texts";

/** Pauses a place, or resumes it. */
export function HoldButton({ kind, name, called, isHeld }: { kind: Place; name: string; called: string; isHeld: boolean }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const hold = useHold();
  return (
    <Button
      size="small"
      icon={isHeld ? <PlayCircleOutlined /> : <PauseOutlined />}
      loading={hold.isPending}
      aria-label={isHeld ? t.resumeOf(called) : t.pauseOf(called)}
      onClick={() => hold.mutate({ kind, name, hold: !isHeld }, { onError: (error) => void message.error(explain(error, c.unreachable), 8) })}
    >
      {isHeld ? t.resume : t.pause}
    </Button>
  );
}
