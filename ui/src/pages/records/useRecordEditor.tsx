import { App, Form, type FormInstance } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { api, data, idempotencyKey, ifMatch } from "@/api/client";
import { isProblem, type Problem } from "@/api/problem";
import { useUnsavedGuard } from "@/components/useUnsavedGuard";
import { FormProblems } from "@/forms/FormProblems";
import type { Values } from "@/forms/schema";
import { showProblems } from "@/forms/showProblems";
import { useDirty } from "@/forms/useDirty";
import { useTexts } from "@/i18n/LanguageProvider";
import { allSent } from "./documents/running";
import { forApi } from "./documents/stored";
import { useFormState, type FormState } from "./filling/useFormState";
import { recordQuery, type RecordRow } from "./queries";
import { openForm, type RecordTemplate } from "./template";
import { texts } from "./texts";

export interface RecordEditor {
  readonly form: FormInstance;
  readonly initial: Values;
  readonly dirty: boolean;
  /** What the form is with what it holds now. */
  readonly state: FormState;
  readonly saving: boolean;
  /** Check the fields here, then save what was changed. */
  readonly save: () => Promise<void>;
  /** All files have arrived and the fields are in order; brings the first that is not into sight. */
  readonly check: () => Promise<boolean>;
  /** The values that the form holds, by attribute. */
  readonly held: Values;
  /** What differs from the stored record, as the API takes it. */
  readonly changes: () => Values;
  /** Show what a request said about the fields; gives whether all of it stands beside fields. */
  readonly show: (error: unknown) => void;
  readonly clear: () => void;
  /** Somebody goes on filling in: what the last save said is over, unless it was overtaken. */
  readonly changed: () => void;
  readonly version: number | undefined;
  /** Goes above the form. */
  readonly problems: ReactNode;
  /** Call before leaving on purpose. */
  readonly pass: () => void;
  /** Take over the record as it is stored now, whatever the form holds. */
  readonly begin: (record: RecordRow) => void;
}

/** The form of a record: only what was changed is sent, with the version that was opened. */
export function useRecordEditor(of: RecordTemplate, record: RecordRow | undefined, onCreated: (id: string) => void): RecordEditor {
  const t = useTexts(texts);
  const template = of.name;
  const inHand = openForm(of)?.name;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const [initial, setInitial] = useState<Values>(() => ({ values: { ...record?.values } }));
  const [version, setVersion] = useState(record?.version);
  const [failure, setFailure] = useState<{ error: unknown; homeless: readonly Problem[] } | null>(null);
  const saving = useMutation({
    mutationFn: ({ values, version }: { values: Values; version?: number }) =>
      record
        ? data(api.PATCH("/api/v1/templates/{template}/records/{id}", { params: { path: { template, id: record.id } }, body: { values, form: inHand }, headers: ifMatch(version) }))
        : data(api.POST("/api/v1/templates/{template}/records", { params: { path: { template } }, body: { values, form: inHand }, headers: idempotencyKey() }) as Promise<{ data?: RecordRow }>),
  });
  const dirty = useDirty(form, initial);
  const stored = initial.values as Values;
  const held = (Form.useWatch("values", { form, preserve: true }) as Values | undefined) ?? stored;
  const unsaved = () => changesOf(stored, (form.getFieldsValue(true) as { values?: Values }).values ?? {});
  const state = useFormState(of, record, changesOf(stored, held), unsaved);
  const newest = useRef(state);
  newest.current = state;
  const changes = () => Object.fromEntries(Object.entries(unsaved()).filter(([name]) => !newest.current.isHidden(name)));
  const pass = useUnsavedGuard(dirty && !saving.isPending);

  const begin = (from: RecordRow) => {
    const next = { values: { ...from.values } };
    setInitial(next);
    setVersion(from.version);
    form.setFieldsValue(next);
    clear();
  };
  // Somebody else's newer version is taken in while nothing of ours would be lost.
  useEffect(() => {
    if (record && version !== undefined && record.version > version && !dirty) begin(record);
  });
  const clear = () => {
    setFailure(null);
    form.setFields(form.getFieldsError().map(({ name }) => ({ name, errors: [], warnings: [] })));
  };
  // What rules of the form find wrong stands there already, and goes when it is mended.
  const show = (error: unknown) => setFailure({ error, homeless: isProblem(error) ? showProblems(form, error.problems.filter(({ code }) => code !== "form_rule")) : [] });
  const changed = () => {
    if (failure && !isProblem(failure.error, 412)) setFailure(null);
  };
  const put = async (from: number | undefined) => {
    clear();
    try {
      const stored = await saving.mutateAsync({ values: changes(), version: from });
      queries.setQueryData(recordQuery(template, stored.id).queryKey, stored);
      void queries.invalidateQueries({ queryKey: ["records", template] });
      begin(stored);
      void message.success(t.saved);
      if (!record) {
        pass();
        onCreated(stored.id);
      }
    } catch (error) {
      show(error);
    }
  };
  const check = async () => {
    await allSent();
    await state.settle();
    const refused = await form.validateFields().then(
      () => null,
      (told: { errorFields?: { name: (string | number)[] }[] }) => told,
    );
    const first = refused?.errorFields?.[0]?.name;
    if (first) form.scrollToField(first, { block: "center", focus: true });
    return refused === null;
  };
  const save = async () => {
    if (await check()) await put(version);
  };
  const reload = async () => {
    if (record) begin(await queries.fetchQuery({ ...recordQuery(template, record.id), staleTime: 0 }));
  };
  const problems = failure && <FormProblems {...failure} onReload={record && (() => void reload())} onOverwrite={() => void put(undefined)} />;
  return { form, initial, dirty, state, saving: saving.isPending, save, check, held, changes, show, clear, changed, version, problems, pass, begin };
}

function changesOf(before: Values, after: Values): Values {
  const told = (value: unknown) => JSON.stringify(value === "" || value === undefined ? null : value);
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => told(value) !== told(before[name]))
      .map(([name, value]) => [name, forApi(value)]),
  );
}
