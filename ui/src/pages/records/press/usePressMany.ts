import { App } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import type { Values } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import type { RecordRow } from "../queries";
import { asks, type Button } from "../template";
import { texts } from "../texts";
import { download } from "./download";
import { usePress } from "./usePress";

/** Presses a button for several records, one after the other, and tells for which it was refused and why. */
export function usePressMany(template: string) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message, notification } = App.useApp();
  const navigate = useNavigate();
  const pressing = usePress(template);
  const [asked, setAsked] = useState<{ button: Button; rows: readonly RecordRow[] } | null>(null);

  const go = async (button: Button, rows: readonly RecordRow[], variables: Values) => {
    const refused: string[] = [];
    const close = message.loading(button.title, 0);
    for (const row of rows) {
      try {
        const pressed = await pressing.mutateAsync({ id: row.id, button: button.name, variables });
        if (pressed.download) download(pressed.download);
        if (rows.length === 1 && pressed.record && pressed.record !== row.id) void navigate(`/records/${template}/${pressed.record}`);
      } catch (error) {
        refused.push(`${row.title}: ${explain(error, c.unreachable)}`);
      }
    }
    close();
    if (refused.length === 0) void message.success(t.pressedMany(button.title, rows.length));
    else
      notification.error({
        title: t.failedMany(button.title, rows.length - refused.length, rows.length),
        description: refused.slice(0, 5).join("\n"),
        duration: 0,
        style: { whiteSpace: "pre-line" },
      });
  };
  return {
    asking: asked?.button ?? null,
    press: (button: Button, rows: readonly RecordRow[]) => {
      if (asks(button)) setAsked({ button, rows });
      else void go(button, rows, {});
    },
    answer: (variables: Values) => {
      if (asked) void go(asked.button, asked.rows, variables);
      setAsked(null);
    },
    dismissDialog: () => setAsked(null),
  };
}
