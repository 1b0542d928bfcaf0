import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { typesQuery } from "@/api/types";
import { Block } from "@/components/Block";
import { FactList } from "@/components/FactList";
import { RecordLink } from "@/components/RecordLink";
import { Time } from "@/components/Time";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import type { Run } from "./queries";
import { texts } from "./texts";
import { Took } from "./Took";

/** The facts of a run. */
export function Facts({ run }: { run: Run }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { data: events } = useQuery(typesQuery("events"));
  const event = events?.find((one) => one.type === run.event);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.event, event ? label(event.label) : run.event],
    [t.record, run.record && <RecordLink id={run.record} />],
    [t.initiator, run.initiator],
    [t.started, <Time key="started" value={run.started} />],
    [t.took, run.ended && <Took run={run} />],
    [t.waitsFor, run.waits_for && <Link to={`/messages/${run.waits_for}`}>{run.waits_for}</Link>],
    [t.parent, run.parent && <Link to={`/runs/${run.parent}`}>{run.parent}</Link>],
    [t.version, run.version],
    [t.number, run.id],
  ];
  return (
    <Block title={t.facts}>
      <FactList facts={rows} />
    </Block>
  );
}
