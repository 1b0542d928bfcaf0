import { useQuery } from "@tanstack/react-query";
import type { Letter } from "@/api/letters";
import { Block } from "@/components/Block";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { explanationQuery } from "../queries";
import { texts } from "./texts";

const IN_LINE = ["in_line", "no_worker", "sending"];

/** Why a letter is where it is, and when it is tried next. */
export function WhyItWaits({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const { data } = useQuery(explanationQuery(letter.id));
  const waiting = data?.waiting;
  if (!waiting || letter.state === "sent") return null;
  return (
    <Block title={t.where}>
      <p style={{ margin: 0, overflowWrap: "anywhere" }}>{waiting.text}</p>
      {waiting.reason !== "final" && (
        <p className="quiet" style={{ margin: "8px 0 0" }}>
          {t.nextTry}: {waiting.next_try ? <Time value={waiting.next_try} /> : IN_LINE.includes(waiting.reason) ? t.asSoon : "—"}
          <br />
          {t.attempts}: {waiting.attempts}
        </p>
      )}
    </Block>
  );
}
