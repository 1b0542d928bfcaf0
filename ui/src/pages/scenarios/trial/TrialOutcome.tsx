import { Alert, Button, Collapse } from "antd";
import type { ComponentProps } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { Changes } from "./Changes";
import { LetterPreview } from "@/components/letter/LetterPreview";
import type { Tried } from "./queries";
import { texts } from "./texts";
import { Trace } from "@/components/trace/Trace";

interface Props {
  readonly outcome: Tried;
  /** The card of the action of that id. */
  readonly cardOf: ComponentProps<typeof Trace>["cardOf"];
  /** Show the card of an action, by its id. */
  readonly onAction: (id: string) => void;
}

/** What a trial would have done: its end, its letters, its changes, and every step with its value. */
export function TrialOutcome({ outcome, cardOf, onAction }: Props) {
  const t = useTexts(texts);
  const { error, letters, changes } = outcome;
  return (
    <div style={{ display: "grid", gap: 12 }}>
      {error ? (
        <Alert
          type="error"
          showIcon
          title={t.failed}
          description={error.message}
          action={error.action && <Button size="small" onClick={() => error.action && onAction(error.action)}>{t.toCard}</Button>}
        />
      ) : (
        <Alert type={outcome.status === "waiting" ? "info" : "success"} showIcon title={outcome.status === "waiting" ? t.waiting : t.done(outcome.ms.toFixed(1))} />
      )}
      <Collapse
        defaultActiveKey={letters.length > 0 ? ["letters"] : []}
        items={[
          { key: "letters", label: t.letters(letters.length), children: letters.map((letter, index) => <LetterPreview key={index} letter={letter} />) },
          { key: "changes", label: t.changes(changes.length), children: <Changes changes={changes} /> },
          { key: "trace", label: t.trace, children: <Trace steps={outcome.trace} cardOf={cardOf} onAction={(id) => onAction(id)} /> },
        ].filter((item) => item.key === "trace" || (item.key === "letters" ? letters.length > 0 : changes.length > 0))}
      />
    </div>
  );
}
