import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router";
import type { Letter } from "@/api/letters";
import { typesQuery } from "@/api/types";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { RecordLink } from "@/components/RecordLink";
import { ToneTag } from "@/components/ToneTag";
import { shownValue } from "@/components/trace/shownValue";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "../Messages.module.css";
import { explanationQuery, type Explanation as Explained } from "../queries";
import { texts } from "./texts";

/** *Explain this letter*: each value back to its expression, and the letter to its scenario, event and record. */
export function Explanation({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const { data, error, refetch } = useQuery(explanationQuery(letter.id));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading rows={4} />;
  return (
    <>
      <Origin explained={data} />
      <div className={styles.scroll}>
        <table className={styles.values}>
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col">{t.value}</th>
              <th scope="col">{t.source}</th>
              <th scope="col">{t.used}</th>
            </tr>
          </thead>
          <tbody>
            {data.values.map((value) => (
              <tr key={value.name}>
                <td><code>{value.name}</code></td>
                <td>{shownValue(value.value)}</td>
                <td>
                  {value.sources.map((source) => (
                    <div key={`${source.action} ${source.place}`}>
                      <ToneTag tone="busy">{source.kind === "value" ? t.fixed : t[source.kind]}</ToneTag>{" "}
                      {data.scenario && (
                        <Link to={`/scenarios/${data.scenario}?action=${source.action}`}>{t.toCard}</Link>
                      )}
                      <pre className={`code ${styles.code}`}>{source.text}</pre>
                    </div>
                  ))}
                </td>
                <td><Used places={value.used_in} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Origin({ explained }: { explained: Explained }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { data: events } = useQuery(typesQuery("events"));
  if (!explained.scenario) return <p className="quiet">{t.noScenario}</p>;
  const event = events?.find((one) => one.type === explained.event);
  return (
    <p className={styles.origin}>
      {t.made} <Link to={`/scenarios/${explained.scenario}${explained.action ? `?action=${explained.action}` : ""}`}>{explained.scenario_title || explained.scenario}</Link>
      {explained.scenario_version !== null && <span className="quiet">{t.version(explained.scenario_version)}</span>}
      {event && <Tag>{label(event.label)}</Tag>}
      {explained.record && <span>{t.ofRecord} <RecordLink id={explained.record} /></span>}
      {explained.initiator && <span className="quiet">{t.byWhom(explained.initiator)}</span>}
    </p>
  );
}

/** Places of the route in words: `integration.subject_template` is the subject. */
function Used({ places }: { places: readonly string[] }) {
  const t = useTexts(texts);
  const words = (place: string) => {
    if (place.includes("subject")) return t.subject;
    if (place.includes("body")) return t.body;
    if (/attachment/i.test(place)) return t.files;
    if (/header/i.test(place)) return t.headers;
    if (/^(To|Cc|Bcc)$|recipients|\.cc|\.bcc/.test(place)) return t.recipients;
    return place;
  };
  return <>{[...new Set(places.map(words))].join(", ") || <span className="quiet">{t.nowhere}</span>}</>;
}
