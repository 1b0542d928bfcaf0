import { PauseCircleOutlined, PlayCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Tag } from "antd";
import { placesQuery, usePause, type Place } from "@/api/places";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { exactly, shortly } from "@/components/Time";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** The places of this connection: paused, or with a server that cannot be used. */
export function useStates(name: string | undefined): readonly Place[] {
  const { data: places = [] } = useQuery({ ...placesQuery, enabled: name !== undefined });
  return places.filter((one) => one.kind === "connection" && one.name === name);
}

/** A tag for each reason why letters of the connection wait. */
export function StateMarks({ places }: { places: readonly Place[] }) {
  const t = useTexts(texts);
  return places.map(({ why }) => (why === "disabled" ? null : <Tag key={why} color={why === "paused" ? "gold" : "red"}>{t[why]}</Tag>));
}

/** «Приостановить» or «Возобновить». */
export function PauseButton({ name, places }: { name: string; places: readonly Place[] }) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const pause = usePause("connections");
  const paused = places.some((one) => one.why === "paused");
  return (
    <Button
      icon={paused ? <PlayCircleOutlined /> : <PauseCircleOutlined />}
      loading={pause.isPending}
      onClick={() => pause.mutate({ name, pause: !paused }, { onError: (error) => void message.error(explain(error, c.unreachable)) })}
    >
      {paused ? t.resume : t.pause}
    </Button>
  );
}

/** Since when letters wait and what will happen next. */
export function StateNotices({ places }: { places: readonly Place[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const at = (moment: string) => shortly(new Date(moment), language);
  return places.map((place) => {
    if (place.why === "disabled") return null;
    const since = <span title={exactly(new Date(place.since), language)}>{t.since(at(place.since))}</span>;
    const paused = place.why === "paused";
    return (
      <Alert
        key={place.why}
        type={paused ? "warning" : "error"}
        showIcon
        style={{ marginBottom: 14 }}
        title={<>{t[place.why]} {since}{paused && place.by ? `, ${place.by}` : ""}</>}
        description={paused ? t.pausedHint : <>{place.why === "auth_failed" ? t.authHint : t.openHint} {place.code && t.code(place.code)} {place.next_try && t.nextTry(at(place.next_try))}</>}
      />
    );
  });
}
