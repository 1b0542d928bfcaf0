import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { Card } from "./Card";
import { useDesigner } from "./context";
import { problemsAt } from "./findings";
import { lookOfEvent } from "./looks";
import { summaries } from "./texts";
import { summaryOfEvent } from "./summary";

/** What starts the scenario. */
export function EventCard() {
  const { body, eventTypes, problems, titles, open, openPath } = useDesigner();
  const label = useLabel();
  const words = useTexts(summaries);
  const type = eventTypes.find((one) => one.type === body.event.type);
  const look = lookOfEvent(body.event.type);
  return (
    <Card
      anchor="event"
      icon={look.icon}
      tint={look.tint}
      type={type ? label(type.label) : body.event.type}
      summary={summaryOfEvent(body.event, titles, words)}
      problems={problemsAt(problems, ["event"])}
      isOpen={openPath?.[0] === "event"}
      onOpen={() => open(["event"])}
    />
  );
}
