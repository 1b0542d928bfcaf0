import { Button, Drawer, Form, Select, Tabs } from "antd";
import type { RegisteredType } from "@/api/types";
import { ExpressionScope, type Scope } from "@/expressions/scope";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { useDesigner } from "./context";
import { FindingsOf } from "./findings";
import { at as inTree, keyOf, put, type Path } from "./tree";
import { TypeForm } from "./TypeForm";
import { newAction } from "./newAction";
import { useScopeAt } from "./useScopeAt";

interface Props {
  readonly path: Path;
  readonly onClose: () => void;
}

/** The window of the event or of an action: tabs «Основные» and «Дополнительно». */
export function StepWindow({ path, onClose }: Props) {
  const { body, actionTypes, eventTypes, problems, change } = useDesigner();
  const t = useTexts(texts);
  const label = useLabel();
  const scope = useScopeAt(path);
  const isEvent = path[0] === "event";
  const types = isEvent ? eventTypes : actionTypes;
  const values = inTree<{ type: string }>(body, path);
  const type = types.find((one) => one.type === values?.type);
  if (!values || !type) return null;
  const called = label(type.label);
  const form = (advanced: boolean) => (
    <TypeForm
      schema={type.schema}
      values={values}
      onChange={(next) => change((held) => put(held, path, { ...next, type: type.type }), keyOf(path))}
      advanced={advanced}
      problems={problems}
      at={path}
    />
  );
  return (
    <Drawer
      open
      size={860}
      title={isEvent ? t.eventWindow(called) : t.actionWindow(called)}
      onClose={onClose}
      footer={
        <div style={{ textAlign: "right" }}>
          <Button type="primary" onClick={onClose}>{t.done}</Button>
        </div>
      }
    >
      <ExpressionScope scope={scope}>
        <FindingsOf problems={problems} at={path}>
          <Tabs
            key={`${keyOf(path)} ${type.type}`}
            items={[
              {
                key: "main",
                label: t.main,
                children: (
                  <>
                    {isEvent && <TypeChoice types={types} type={type} onChoose={(next) => change((held) => put(held, path, withType(values, next)))} />}
                    {form(false)}
                  </>
                ),
              },
              ...(isEvent ? [] : [{ key: "advanced", label: t.advanced, children: <Advanced called={called} scope={scope}>{form(true)}</Advanced>, forceRender: true }]),
            ]}
          />
        </FindingsOf>
      </ExpressionScope>
    </Drawer>
  );
}

function TypeChoice({ types, type, onChoose }: { types: readonly RegisteredType[]; type: RegisteredType; onChoose: (type: RegisteredType) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  return (
    <Form layout="vertical">
      <Form.Item label={t.type} htmlFor="event-type">
        <Select
          id="event-type"
          value={type.type}
          options={types.map((one) => ({ value: one.type, label: label(one.label) }))}
          onChange={(name: string) => {
            const next = types.find((one) => one.type === name);
            if (next) onChoose(next);
          }}
        />
      </Form.Item>
    </Form>
  );
}

function Advanced({ called, scope, children }: { called: string; scope: Scope; children: React.ReactNode }) {
  const t = useTexts(texts);
  return (
    <>
      <p><span className="quiet">{t.type}:</span> {called}</p>
      <p><span className="quiet">{t.contextTemplate}:</span> {scope.template ?? t.noContext}</p>
      {children}
    </>
  );
}

/** The event of another type: what both know stays. */
function withType(values: Record<string, unknown>, type: RegisteredType): Record<string, unknown> {
  const { context_template, description } = values;
  return { ...newAction(type), ...(context_template !== undefined && { context_template }), ...(description !== undefined && { description }) };
}
