import { DownloadOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Tag } from "antd";
import { useNavigate } from "react-router";
import { address } from "@/api/client";
import type { Definition } from "@/api/definitions";
import type { RegisteredType } from "@/api/types";
import { FormFooter } from "@/components/FormFooter";
import { HistoryLink } from "@/components/HistoryLink";
import { PageHeader } from "@/components/PageHeader";
import type { Values } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useDefinitionEditor } from "@/forms/useDefinitionEditor";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./ConnectionForm.module.css";
import { PauseButton, StateMarks, StateNotices, useStates } from "./ConnectionState";
import { Presets } from "./Presets";
import { TestPanel } from "./TestPanel";
import { texts } from "./texts";
import { useConnectionTest } from "./useConnectionTest";

/** The properties of a connection, with its test beside them. */
export function ConnectionForm({ type, definition }: { type: RegisteredType; definition?: Definition }) {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const editor = useDefinitionEditor({
    folder: "connections",
    schema: type.schema,
    definition,
    onCreated: (saved) => void navigate(`/connections/${saved.name}`, { replace: true }),
  });
  const places = useStates(definition?.name);
  const values = (Form.useWatch([], { form: editor.form, preserve: true }) ?? {}) as Values;
  const test = useConnectionTest(editor.show);
  const runTest = () => {
    const body = editor.body();
    void test.run(definition?.name ?? (String(body.name ?? "") || "draft"), body);
  };
  const unverified = values.encryption !== "none" && values.tls_verify === "off";
  return (
    <>
      <PageHeader
        title={definition ? t.editTitle(definition.name) : t.newTitle(label(type.label))}
        crumbs={[{ label: t.title, to: "/connections" }]}
        marks={
          <>
            {definition && !definition.active && <Tag>{t.disabled}</Tag>}
            <StateMarks places={places} />
            {unverified && <Tag color="red">{t.unverified}</Tag>}
          </>
        }
        commands={
          definition && (
            <>
              <PauseButton name={definition.name} places={places} />
              <HistoryLink folder="connections" name={definition.name} />
            </>
          )
        }
      />
      <div className={styles.columns}>
        <div className="card">
          <Form form={editor.form} layout="vertical" initialValues={editor.initial} onFinish={() => void editor.save()} className={styles.form} scrollToFirstError>
            {editor.problems}
            <StateNotices places={places} />
            {unverified && <Alert type="error" showIcon title={t.unverifiedHint} style={{ marginBottom: 14 }} />}
            {!definition && <Presets type={type.type} onChoose={(fields) => editor.form.setFieldsValue(fields)} />}
            <SchemaForm schema={type.schema} stored={definition?.secrets} disabled={definition ? ["name"] : []} />
          </Form>
          <FormFooter note={editor.dirty && definition ? t.unsaved : undefined}>
            <Button onClick={() => void navigate("/connections")}>{definition ? t.close : t.cancel}</Button>
            {definition && (
              <Button icon={<DownloadOutlined aria-hidden />} href={address(`/connections/${encodeURIComponent(definition.name)}/log`)} download>
                {t.log}
              </Button>
            )}
            <Button icon={<ThunderboltOutlined aria-hidden />} onClick={runTest} loading={test.pending} data-mark="test">
              {t.test}
            </Button>
            <Button type="primary" onClick={() => void editor.save()} loading={editor.saving}>
              {definition ? t.save : t.create}
            </Button>
          </FormFooter>
        </div>
        <TestPanel
          test={test}
          encrypted={values.encryption !== "none"}
          authenticated={values.auth_type !== "none"}
          sends={values.test_without_sending !== true}
        />
      </div>
    </>
  );
}
