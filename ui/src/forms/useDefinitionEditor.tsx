import { App, Form, type FormInstance } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { definitionQuery, useSaveDefinition, type Definition, type Folder, type Saved } from "@/api/definitions";
import { isProblem, type Problem } from "@/api/problem";
import { useUnsavedGuard } from "@/components/useUnsavedGuard";
import { useTexts } from "@/i18n/LanguageProvider";
import { FormProblems } from "./FormProblems";
import { bodyOf, defaultsOf, type Schema, type Values } from "./schema";
import { showProblems } from "./showProblems";
import { texts } from "./texts";
import { useDirty } from "./useDirty";

interface Options {
  readonly folder: Folder;
  readonly schema: Schema;
  /** What is edited; undefined for a new one. */
  readonly definition?: Definition;
  /** Values that a new one begins with, beside the schema's defaults. */
  readonly begin?: Values;
  /** After the first save of a new one: go to its own page. */
  readonly onCreated?: (saved: Saved) => void;
}

export interface DefinitionEditor {
  /** For Ant Design's `Form`. */
  readonly form: FormInstance;
  readonly initial: Values;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** Check the fields here, then save; problems appear beside their fields. */
  readonly save: () => Promise<void>;
  /** What a save would send now. */
  readonly body: () => Values;
  /** Show what a request said about the fields, such as a test of the draft. */
  readonly show: (error: unknown) => void;
  /** Goes above the form. */
  readonly problems: ReactNode;
  /** Call before leaving on purpose. */
  readonly pass: () => void;
}

/** A property form over one definition: its values, saving with the version that was opened, problems, unsaved changes. */
export function useDefinitionEditor({ folder, schema, definition, begin, onCreated }: Options): DefinitionEditor {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const [initial, setInitial] = useState(() => valuesOf(schema, definition, begin));
  const [seen, setSeen] = useState(definition?.version);
  const [failure, setFailure] = useState<{ error: unknown; homeless: readonly Problem[] } | null>(null);
  const saving = useSaveDefinition(folder);
  const dirty = useDirty(form, initial);
  const pass = useUnsavedGuard(dirty && !saving.isPending);

  const begun = (from: Definition | undefined) => {
    const values = valuesOf(schema, from, begin);
    setInitial(values);
    setSeen(from?.version);
    form.setFieldsValue(values);
    for (const name of secretsOf(schema)) form.setFieldValue(name, undefined);
  };
  // Somebody else's newer version is taken in while nothing of ours would be lost.
  useEffect(() => {
    if (definition && definition.version !== seen && !dirty) begun(definition);
  });

  const show = (error: unknown) => setFailure({ error, homeless: isProblem(error) ? showProblems(form, error.problems) : [] });
  const body = () => bodyOf(schema, form.getFieldsValue(true) as Values);
  const put = async (version: number | undefined) => {
    setFailure(null);
    try {
      const sent = body();
      const saved = await saving.mutateAsync({ name: definition?.name ?? String(sent.name), body: sent, version });
      begun(saved);
      form.setFields(form.getFieldsError().map(({ name }) => ({ name, errors: [], warnings: [] })));
      showProblems(form, saved.problems);
      void message.success(t.saved);
      if (!definition && onCreated) {
        pass();
        onCreated(saved);
      }
    } catch (error) {
      show(error);
    }
  };
  const save = async () => {
    const checked = await form.validateFields().catch((refused: { errorFields?: { name: (string | number)[] }[] }) => {
      const first = refused.errorFields?.[0]?.name;
      if (first) form.scrollToField(first, { block: "center", focus: true });
      return null;
    });
    if (checked !== null) await put(definition ? seen : undefined);
  };
  const reload = async () => {
    if (!definition) return;
    setFailure(null);
    begun(await queries.fetchQuery({ ...definitionQuery(folder, definition.name), staleTime: 0 }));
  };
  const problems = failure && (
    <FormProblems {...failure} onReload={definition && (() => void reload())} onOverwrite={() => void put(undefined)} />
  );
  return { form, initial, dirty, saving: saving.isPending, save, body, show, problems, pass };
}

function valuesOf(schema: Schema, definition: Definition | undefined, begin: Values = {}): Values {
  return { ...defaultsOf(schema), ...(definition ? { ...definition.body, name: definition.name } : begin) };
}

function secretsOf(schema: Schema): readonly string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => property.writeOnly || property.anyOf?.some((one) => one.writeOnly))
    .map(([name]) => name);
}
