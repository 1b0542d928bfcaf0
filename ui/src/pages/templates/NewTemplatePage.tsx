import { useQuery } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useSuggestedName } from "@/api/suggestName";
import { typesQuery } from "@/api/types";
import { FormFooter } from "@/components/FormFooter";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import type { Schema } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useDefinitionEditor } from "@/forms/useDefinitionEditor";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** A template that does not exist yet: its title gives the system name; then its attributes are made. */
export default function NewTemplatePage() {
  const { data: types } = useQuery(typesQuery("definitions"));
  const schema = types?.find((one) => one.type === "template")?.schema;
  return schema ? <NewTemplate schema={schema} /> : <div className="card padded"><Loading /></div>;
}

function NewTemplate({ schema }: { schema: Schema }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const editor = useDefinitionEditor({
    folder: "templates",
    schema,
    onCreated: (saved) => void navigate(`/templates/${saved.name}?tab=attributes`, { replace: true }),
  });
  const [isNamed, setNamed] = useState(false);
  const title = (Form.useWatch("title", editor.form) as string | undefined) ?? "";
  useSuggestedName(isNamed ? "" : title, (name) => editor.form.setFieldValue("name", name));
  return (
    <>
      <PageHeader title={t.newTitle} crumbs={[{ label: t.templates, to: "/templates" }]} />
      <div className="card" style={{ maxWidth: 720 }}>
        <Form
          id="new-template"
          form={editor.form}
          layout="vertical"
          initialValues={editor.initial}
          className="padded"
          onValuesChange={(changed: { name?: string }) => changed.name !== undefined && setNamed(changed.name !== "")}
          onFinish={() => void editor.save()}
        >
          {editor.problems}
          <SchemaForm schema={schema} only={["title", "name", "description", "app"]} />
        </Form>
        <FormFooter>
          <Button onClick={() => void navigate("/templates")}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" form="new-template" loading={editor.saving}>
            {t.create}
          </Button>
        </FormFooter>
      </div>
    </>
  );
}
