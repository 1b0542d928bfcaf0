import { Link } from "react-router";
import type { ReactNode } from "react";
import type { Letter } from "@/api/letters";
import { Size } from "@/components/letter/Size";
import { RecordLink } from "@/components/RecordLink";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "../Messages.module.css";
import { texts } from "./texts";

/** The facts of a letter. */
export function Properties({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const of = (role: "to" | "cc" | "bcc") => letter.recipients.filter((one) => one.role === role).map((one) => one.address).join(", ");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.from, letter.from],
    [t.to, of("to")],
    [t.cc, of("cc")],
    [t.bcc, of("bcc")],
    [t.record, letter.record && <RecordLink id={letter.record} />],
    [t.run, letter.run && <Link to={`/runs/${letter.run}`}>{letter.run}</Link>],
    [t.route, <Link key="route" to={`/routes/${letter.route}`}>{letter.route}</Link>],
    [t.connection, <Link key="connection" to={`/connections/${letter.connection}`}>{letter.connection}</Link>],
    [t.lane, letter.lane],
    [t.priority, letter.priority],
    [t.size, <Size key="size" bytes={letter.size} />],
    [t.created, <Time key="created" value={letter.created} />],
    [t.expires, <Time key="expires" value={letter.expires} />],
    [t.messageId, <code key="id">{letter.message_id}</code>],
    [t.number, letter.id],
  ];
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
