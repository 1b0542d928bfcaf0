import { useQuery } from "@tanstack/react-query";
import { Alert, Form, Select } from "antd";
import { useState } from "react";
import { api, data } from "@/api/client";
import { definitionQuery, usersQuery } from "@/api/definitions";
import { Failed } from "@/components/Failed";
import { LetterPreview } from "@/components/letter/LetterPreview";
import { Loading } from "@/components/Loading";
import { RecordSelect } from "@/components/RecordSelect";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./PreviewPanel.module.css";
import { texts } from "./texts";

/** The letter that a scenario would send along the route for a record. */
export function RecordPreview({ route }: { route: string }) {
  const t = useTexts(texts);
  const { data: users } = useQuery(usersQuery("routes", route));
  const scenarios = (users ?? []).filter((one) => one.kind === "scenario");
  const [chosen, setChosen] = useState<string>();
  const scenario = chosen ?? scenarios[0]?.name;
  const [record, setRecord] = useState<string | null>(null);
  const { data: definition } = useQuery({ ...definitionQuery("scenarios", scenario ?? ""), enabled: scenario !== undefined });
  const template = (definition?.body.event as { context_template?: string } | undefined)?.context_template;
  if (users && scenarios.length === 0) return <p className="quiet">{t.noScenario}</p>;
  return (
    <>
      <Form component={false} layout="vertical">
        <div className={styles.values}>
          {scenarios.length > 1 && (
            <Form.Item label={t.scenario} htmlFor="preview_scenario" style={{ margin: 0 }}>
              <Select
                id="preview_scenario"
                value={scenario}
                onChange={(next) => {
                  setChosen(next);
                  setRecord(null);
                }}
                options={scenarios.map((one) => ({ value: one.name, label: one.title || one.name }))}
              />
            </Form.Item>
          )}
          {template && (
            <Form.Item label={t.chooseRecord} htmlFor="preview_record" style={{ margin: 0 }}>
              <RecordSelect id="preview_record" template={template} value={record} onChange={setRecord} label={t.chooseRecord} placeholder={t.chooseRecord} />
            </Form.Item>
          )}
        </div>
      </Form>
      {scenario && record ? <Letters scenario={scenario} record={record} route={route} /> : <p className="quiet">{t.storedRoute}</p>}
    </>
  );
}

function Letters({ scenario, record, route }: { scenario: string; record: string; route: string }) {
  const t = useTexts(texts);
  const { data: trial, error } = useQuery({
    queryKey: ["routes", "trial", scenario, record],
    queryFn: async () => data(api.POST("/api/v1/scenarios/{name}/try", { params: { path: { name: scenario } }, body: { record, values: {}, variables: {} } })),
    staleTime: 0,
  });
  if (error) return <Failed error={error} />;
  if (!trial) return <Loading rows={6} />;
  const letters = trial.letters.filter((one) => one.route === route);
  if (trial.error) return <Alert className={styles.letter} type="error" showIcon title={t.impossible} description={trial.error.message} />;
  if (letters.length === 0) return <p className="quiet">{t.noLetter}</p>;
  return letters.map((letter, index) => <div key={index} className={styles.letter}><LetterPreview letter={letter} /></div>);
}
