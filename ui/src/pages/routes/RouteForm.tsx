import { Badge, Button, Form, Tabs, Tag } from "antd";
import { useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import type { RegisteredType } from "@/api/types";
import { FormFooter } from "@/components/FormFooter";
import { HistoryLink } from "@/components/HistoryLink";
import { PageHeader } from "@/components/PageHeader";
import { plainly, type Values } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useDefinitionEditor } from "@/forms/useDefinitionEditor";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { AttributesTab } from "./attributes/AttributesTab";
import { PreviewPanel } from "./preview/PreviewPanel";
import { RouteNotice } from "./RouteNotice";
import styles from "./RouteForm.module.css";
import { texts } from "./texts";
import { useReview } from "./useReview";
import { useRouteTabs } from "./useRouteTabs";

interface Props {
  readonly type: RegisteredType;
  readonly definition?: Definition;
  readonly begin: Values;
}

/** The properties of a route in three tabs; beside the last one the letter that it makes. */
export function RouteForm({ type, definition, begin }: Props) {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const { schema } = type;
  const editor = useDefinitionEditor({
    folder: "routes",
    schema,
    definition,
    begin,
    onCreated: (saved) => void navigate(`/routes/${saved.name}`, { replace: true }),
  });
  Form.useWatch([], { form: editor.form, preserve: true });
  const tabs = useRouteTabs(editor.form);
  const draft = editor.body();
  const review = useReview(definition?.name ?? (String(draft.name ?? "") || "draft"), draft);
  const save = () => void editor.save().then(tabs.toFirstError);
  const integration = plainly(schema.properties?.integration ?? {}, schema).schema;
  const errorsOn = (tab: string) => review.errors.filter((problem) => tabs.tabOf(problem.path) === tab).length;
  const tab = (key: "general" | "attributes" | "integration", children: React.ReactNode) => ({
    key,
    label: <Badge count={errorsOn(key)} size="small" offset={[10, 0]}>{t[key]}</Badge>,
    children,
    forceRender: true,
  });
  return (
    <>
      <PageHeader
        title={definition ? t.editTitle(definition.name) : t.newTitle(label(type.label))}
        crumbs={[{ label: t.title, to: "/routes" }]}
        marks={definition && !definition.active && <Tag>{t.off}</Tag>}
        commands={definition && <HistoryLink folder="routes" name={definition.name} />}
      />
      <div className={styles.columns} data-beside={tabs.current === "integration"}>
        <div className={`card ${styles.card}`}>
          <Form form={editor.form} layout="vertical" initialValues={editor.initial} onFinish={save} className={styles.form}>
            {editor.problems}
            <RouteNotice definition={definition} dirty={editor.dirty} review={review} go={tabs.go} />
            <Tabs
              activeKey={tabs.current}
              onChange={tabs.open}
              items={[
                tab("general", <div className={styles.narrow}><SchemaForm schema={schema} only={GENERAL} disabled={definition ? ["name"] : []} /></div>),
                tab("attributes", <AttributesTab root={schema} />),
                tab("integration", <SchemaForm schema={integration} root={schema} path={INTEGRATION} />),
              ]}
            />
          </Form>
          <FormFooter note={editor.dirty && definition ? t.unsaved : undefined}>
            <Button onClick={() => void navigate("/routes")}>{definition ? t.close : t.cancel}</Button>
            <Button type="primary" onClick={save} loading={editor.saving}>
              {definition ? t.save : t.create}
            </Button>
          </FormFooter>
        </div>
        {tabs.current === "integration" && <PreviewPanel name={definition?.name} root={schema} draft={draft} />}
      </div>
    </>
  );
}

const GENERAL = ["connection", "name", "disabled", "description", "data_bus", "app"];
const INTEGRATION = ["integration"];
