import { DownloadOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import { Columns } from "@/components/Columns";
import { FormFooter } from "@/components/FormFooter";
import { HistoryLink } from "@/components/HistoryLink";
import { PageHeader } from "@/components/PageHeader";
import type { Schema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useDefinitionEditor } from "@/forms/useDefinitionEditor";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./Apps.module.css";
import { Contents } from "./Contents";
import { packageAddress } from "./queries";
import { texts } from "./texts";

/** The properties of an app, and what belongs to it. */
export function AppForm({ schema, definition }: { schema: Schema; definition?: Definition }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const editor = useDefinitionEditor({
    folder: "apps",
    schema,
    definition,
    onCreated: (saved) => void navigate(`/apps/${saved.name}`, { replace: true }),
  });
  return (
    <>
      <PageHeader
        title={definition ? definition.title : t.newTitle}
        crumbs={[{ label: t.apps, to: "/apps" }]}
        commands={
          definition && (
            <>
              <Button icon={<DownloadOutlined aria-hidden />} href={packageAddress(definition.name)} download>{t.download}</Button>
              <HistoryLink folder="apps" name={definition.name} />
            </>
          )
        }
      />
      <Columns side={definition && <Contents app={definition.name} />}>
        <div className="card">
          <Form form={editor.form} layout="vertical" initialValues={editor.initial} onFinish={() => void editor.save()} className={styles.form} scrollToFirstError>
            {editor.problems}
            <SchemaForm schema={schema} disabled={definition ? ["name"] : []} />
          </Form>
          <FormFooter note={editor.dirty && definition ? t.unsaved : undefined}>
            <Button onClick={() => void navigate("/apps")}>{definition ? t.close : t.cancel}</Button>
            <Button type="primary" onClick={() => void editor.save()} loading={editor.saving}>{definition ? t.save : t.create}</Button>
          </FormFooter>
        </div>
      </Columns>
    </>
  );
}
