import { Link } from "react-router";
import type { ReactNode } from "react";
import type { Letter } from "@/api/letters";
import { may, useSession } from "@/api/session";
import { Size } from "@/components/letter/Size";
import { FactList } from "@/components/FactList";
import { RecordLink } from "@/components/RecordLink";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** The facts of a letter. */
export function Properties({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const builds = may(useSession(), "build");
  const linked = (folder: string, name: string) => (builds ? <Link to={`/${folder}/${name}`}>{name}</Link> : name);
  const of = (role: "to" | "cc" | "bcc") => letter.recipients.filter((one) => one.role === role).map((one) => one.address).join(", ");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.from, letter.from],
    [t.to, of("to")],
    [t.cc, of("cc")],
    [t.bcc, of("bcc")],
    [t.record, letter.record && <RecordLink id={letter.record} />],
    [t.run, letter.run && linked("runs", letter.run)],
    [t.route, linked("routes", letter.route)],
    [t.connection, linked("connections", letter.connection)],
    [t.lane, letter.lane],
    [t.priority, letter.priority],
    [t.size, <Size key="size" bytes={letter.size} />],
    [t.created, <Time key="created" value={letter.created} />],
    [t.expires, <Time key="expires" value={letter.expires} />],
    [t.messageId, <code key="id">{letter.message_id}</code>],
    [t.number, letter.id],
  ];
  return <FactList facts={rows} />;
}
