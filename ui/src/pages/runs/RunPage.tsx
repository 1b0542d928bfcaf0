import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { definitionQuery } from "@/api/definitions";
import { useLive } from "@/api/live";
import { may, useSession } from "@/api/session";
import { Block } from "@/components/Block";
import { Columns } from "@/components/Columns";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { StateTag } from "@/components/StateTag";
import { Trace } from "@/components/trace/Trace";
import { NotLoaded } from "@/frame/NotLoaded";
import { useTexts } from "@/i18n/LanguageProvider";
import { Commands } from "./Commands";
import { Facts } from "./Facts";
import { FailedWith } from "./FailedWith";
import { LettersOf } from "./LettersOf";
import { placeIn } from "./placeIn";
import { runQuery } from "./queries";
import { texts } from "./texts";
import { useCards } from "./useCards";

/** One run: its error on top, what it did step by step, its letters. */
export default function RunPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const builds = may(useSession(), "build");
  const { data: run, error, refetch } = useQuery(runQuery(id));
  const cardOf = useCards(run, builds);
  const { data: scenario } = useQuery({ ...definitionQuery("scenarios", run?.scenario ?? ""), enabled: builds && run !== undefined });
  useLive(["run"], [["runs", "one", id]], { run: id });
  if (error && !run) return <NotLoaded error={error} again={() => void refetch()} />;
  if (!run) return <div className="card padded"><Loading rows={8} /></div>;
  const title = scenario?.title || run.scenario;
  return (
    <>
      <PageHeader title={title} crumbs={[{ label: t.title, to: "/runs" }]} marks={<StateTag state={run.status} />} commands={builds && <Commands run={run} />} />
      {run.error && <FailedWith error={run.error} />}
      <Columns
        side={
          <>
            <Facts run={run} />
            {builds && run.letters > 0 && <LettersOf run={run.id} count={run.letters} />}
          </>
        }
      >
        <Block title={t.trace}>
          {run.trace ? (
            <Trace
              steps={run.trace}
              cardOf={cardOf}
              placeOf={(action, place, name) => placeIn(cardOf(action, name)?.action, place)}
              onAction={(action, name) => void navigate(`/scenarios/${name ?? run.scenario}?action=${action}`)}
            />
          ) : (
            <p className="quiet">{t.noTrace}</p>
          )}
        </Block>
      </Columns>
    </>
  );
}
