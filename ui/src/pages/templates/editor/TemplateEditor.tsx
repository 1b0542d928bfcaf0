import { DatabaseOutlined, RedoOutlined, SaveOutlined, UndoOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Tabs, Tag } from "antd";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { definitionQuery, type Definition } from "@/api/definitions";
import { draftCheckQuery } from "@/api/draftCheck";
import { isProblem, type Problem } from "@/api/problem";
import type { RegisteredType } from "@/api/types";
import { PageHeader } from "@/components/PageHeader";
import { useHistory } from "@/components/useHistory";
import { useSettled } from "@/components/useSettled";
import { useUnsavedGuard } from "@/components/useUnsavedGuard";
import { ExpressionScope } from "@/expressions/scope";
import { FormProblems } from "@/forms/FormProblems";
import type { Schema } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { AttributesTab } from "../attributes/AttributesTab";
import { ButtonsTab } from "../buttons/ButtonsTab";
import { FormsTab } from "../forms/FormsTab";
import { rowsFrom } from "../forms/layout";
import { texts } from "../texts";
import { Affected } from "./Affected";
import { Context, problemsAt, type TemplateContext } from "./context";
import { PropertiesTab } from "./PropertiesTab";
import { templateBody, type TemplateBody } from "./template";
import { useSaveTemplate } from "./useSaveTemplate";

interface Props {
  readonly stored: Definition;
  readonly schema: Schema;
  readonly attributeTypes: readonly RegisteredType[];
  readonly operations: readonly RegisteredType[];
}

const REST_MS = 500;
const NONE: readonly Problem[] = [];

/** The page of one template: a draft over four tabs, saved as one version. */
export function TemplateEditor({ stored, schema, attributeTypes, operations }: Props) {
  const t = useTexts(texts);
  const [params, setParams] = useSearchParams();
  const queries = useQueryClient();
  // Once for each version: what is asked for again is the same version in another object.
  const [initial] = useState(() => withRows(templateBody(stored.body)));
  const { value: body, change, undo, redo, canUndo, canRedo } = useHistory(initial);
  const isDirty = body !== initial;
  const [isHeld, hold] = useState(false);
  const pass = useUnsavedGuard(isDirty || isHeld);
  const { save, failure, isSaving } = useSaveTemplate(stored, initial, pass);
  const check = useQuery({ ...draftCheckQuery("templates", stored.name, useSettled(body, REST_MS)), enabled: isDirty || stored.problems.length > 0 });
  const problems = (isProblem(failure, 422) ? failure.problems : check.data?.problems) ?? NONE;
  const shared = useMemo<TemplateContext>(
    () => ({ body, stored: initial, schema, attributeTypes, operations, problems, change, hold }),
    [body, initial, schema, attributeTypes, operations, problems, change],
  );
  const scope = useMemo(() => ({ template: stored.name, variables: [], draft: body.attributes }), [stored.name, body.attributes]);
  const tab = params.get("tab") ?? "properties";
  const counted = (label: string, count: number, place: string) => (
    <span>
      {label} {count > 0 && <span className="quiet">{count}</span>}
      {problemsAt(problems, place).length > 0 && <Tag color="red" style={{ marginInlineStart: 6 }}>{t.withProblems}</Tag>}
    </span>
  );
  return (
    <Context value={shared}>
      <ExpressionScope scope={scope}>
        <PageHeader
          title={body.title || stored.name}
          crumbs={[{ label: t.templates, to: "/templates" }]}
          marks={isDirty && <span className="quiet" role="status">{t.unsaved}</span>}
          commands={
            <>
              <Button type="text" icon={<UndoOutlined aria-hidden />} aria-label={t.undo} title={t.undo} disabled={!canUndo} onClick={undo} />
              <Button type="text" icon={<RedoOutlined aria-hidden />} aria-label={t.redo} title={t.redo} disabled={!canRedo} onClick={redo} />
              <Link to={`/records/${stored.name}`} style={{ alignSelf: "center", padding: "0 8px", whiteSpace: "nowrap" }}>
                <DatabaseOutlined aria-hidden /> {t.records}
              </Link>
              <Button type="primary" icon={<SaveOutlined aria-hidden />} disabled={!isDirty} loading={isSaving} onClick={() => void save(body)}>
                {t.save}
              </Button>
            </>
          }
        />
        <FormProblems
          error={failure}
          homeless={isProblem(failure) ? failure.problems : NONE}
          onReload={() => void queries.invalidateQueries({ queryKey: definitionQuery("templates", stored.name).queryKey })}
          onOverwrite={() => void save(body, undefined)}
        />
        {isDirty && check.data && check.data.affected.length > 0 && (
          <Alert type="warning" showIcon title={t.affected} description={<Affected affected={check.data.affected} />} style={{ marginBottom: 16 }} />
        )}
        <Tabs
          activeKey={tab}
          onChange={(key) => setParams({ tab: key }, { replace: true })}
          destroyOnHidden
          items={[
            { key: "properties", label: t.properties, children: <PropertiesTab /> },
            { key: "attributes", label: counted(t.attributes, body.attributes.length, "attributes"), children: <AttributesTab /> },
            { key: "forms", label: counted(t.forms, body.forms.length, "forms"), children: <FormsTab /> },
            { key: "buttons", label: counted(t.buttons, body.buttons.length, "buttons"), children: <ButtonsTab /> },
          ]}
        />
      </ExpressionScope>
    </Context>
  );
}

/** Rows as objects, so that the designer need not know the short form. */
const withRows = (body: TemplateBody): TemplateBody => ({
  ...body,
  forms: body.forms.map((form) => ({ ...form, rows: rowsFrom(form.rows) })),
  buttons: body.buttons.map((button) => (button.dialog_rows ? { ...button, dialog_rows: rowsFrom(button.dialog_rows) } : button)),
});
