import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link } from "react-router";
import { letterQuery } from "@/api/letters";
import { isProblem } from "@/api/problem";
import { may, useSession } from "@/api/session";
import { explain } from "@/components/Failed";
import { StateTag } from "@/components/StateTag";
import { texts as common } from "@/components/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "../RecordForm.module.css";
import { texts } from "./texts";
import type { Pressed } from "./usePress";

const SHOWN = 3;

/** What the last press led to. */
export interface PressOutcome {
  readonly title: string;
  readonly record: string;
  readonly pressed?: Pressed;
  readonly error?: unknown;
}

/** The result of a press above the form: the letters that it queued with their present state, or what said no. */
export function Outcome({ outcome, onClose }: { outcome: PressOutcome; onClose: () => void }) {
  const closable = { onClose };
  return outcome.pressed ? <Done {...outcome} pressed={outcome.pressed} closable={closable} /> : <Refused {...outcome} closable={closable} />;
}

type Closable = { readonly closable: { readonly onClose: () => void } };

function Done({ title, record, pressed, closable }: PressOutcome & { pressed: Pressed } & Closable) {
  const t = useTexts(texts);
  const sees = may(useSession(), "build");
  const { messages, status, run } = pressed;
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      className={styles.outcome}
      closable={closable}
      title={messages.length > 0 ? t.queued(messages.length) : t.done(title)}
      description={
        <>
          {status === "waiting" && <div>{t.waiting}</div>}
          {(messages.length > 0 || sees) && (
            <div className={styles.links}>
              {messages.slice(0, SHOWN).map((id) => (
                <LetterLink key={id} id={id} only={messages.length === 1} />
              ))}
              {messages.length > SHOWN && <Link to={`/messages?record=${record}`}>{t.allLetters}</Link>}
              {sees && run && <Link to={`/runs/${run}`}>{t.run}</Link>}
            </div>
          )}
        </>
      }
    />
  );
}

function LetterLink({ id, only }: { id: string; only: boolean }) {
  const t = useTexts(texts);
  const { data: letter } = useQuery({ ...letterQuery(id), refetchInterval: ({ state }) => (state.data && ["queued", "sending"].includes(state.data.state) ? 1500 : false) });
  return (
    <span>
      <Link to={`/messages/${id}`}>{only ? t.letter : t.letterOf(id)}</Link> {letter && <StateTag state={letter.state} />}
    </span>
  );
}

function Refused({ title, error, closable }: PressOutcome & Closable) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const sees = may(useSession(), "build");
  const problems = isProblem(error) ? error.problems : [];
  const run = isProblem(error) ? error.document.run : null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className={styles.outcome}
      closable={closable}
      title={t.refused(title)}
      description={
        <>
          {problems.length > 1 ? (
            <ul className={styles.problems}>
              {problems.map((problem) => (
                <li key={`${problem.path} ${problem.code} ${problem.message}`}>{problem.message}</li>
              ))}
            </ul>
          ) : (
            explain(error, c.unreachable)
          )}
          {sees && run && (
            <div className={styles.links}>
              <Link to={`/runs/${run}`}>{t.run}</Link>
            </div>
          )}
        </>
      }
    />
  );
}
