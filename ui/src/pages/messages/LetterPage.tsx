import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { letterQuery } from "@/api/letters";
import { useLive } from "@/api/live";
import { may, useSession } from "@/api/session";
import { Columns } from "@/components/Columns";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { StateTag } from "@/components/StateTag";
import { NotLoaded } from "@/frame/NotLoaded";
import { useTexts } from "@/i18n/LanguageProvider";
import { Commands } from "./letter/Commands";
import { Properties } from "./letter/Properties";
import { Reader } from "./letter/Reader";
import { Recipients } from "./letter/Recipients";
import { Timeline } from "./letter/Timeline";
import { WhyItWaits } from "./letter/WhyItWaits";
import styles from "./Messages.module.css";
import { texts } from "./texts";

/** One letter: what it says, where it stands and why, and where each of its values comes from; the facts alone for users. */
export default function LetterPage() {
  const t = useTexts(texts);
  const { id = "" } = useParams();
  const builds = may(useSession(), "build");
  const { data: letter, error, refetch } = useQuery(letterQuery(id));
  useLive(["message"], [["messages", "one", id]], { id });
  if (error && !letter) return <NotLoaded error={error} again={() => void refetch()} />;
  if (!letter) return <div className="card padded"><Loading rows={8} /></div>;
  return (
    <>
      <PageHeader
        title={letter.subject || t.noSubject}
        crumbs={[{ label: t.title, to: "/messages" }]}
        marks={<StateTag state={letter.state} />}
        commands={builds && <Commands letter={letter} />}
      />
      <Columns
        side={
          <>
            {builds && <WhyItWaits letter={letter} />}
            <Recipients letter={letter} />
            <Timeline letter={letter} />
          </>
        }
      >
        <div className={`card ${styles.reader}`}>{builds ? <Reader letter={letter} /> : <Properties letter={letter} />}</div>
      </Columns>
    </>
  );
}
