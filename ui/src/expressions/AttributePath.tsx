import { useQueryClient } from "@tanstack/react-query";
import { Cascader } from "antd";
import { useEffect, useState } from "react";
import { definitionQuery } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { pathShown } from "./expression";
import { check } from "./queries";
import { useScope, type Scope } from "./scope";
import { accountFields, texts } from "./texts";
import type { AttributeBody } from "./useAttributes";

interface Option {
  value: string;
  label: string;
  isLeaf: boolean;
  children?: Option[];
}

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly label: string;
  readonly disabled?: boolean;
}

/** A path of attributes from the record in hand, chosen step by step: «Получатель → mbox». */
export function AttributePath({ id, value, onChange, label, disabled }: Props) {
  const t = useTexts(texts);
  const scope = useScope();
  const stepsAfter = useSteps();
  const [options, setOptions] = useState<Option[]>([]);
  const { template } = scope;

  useEffect(() => {
    let current = true;
    if (template) void stepsAfter([], scope).then((found) => current && setOptions(found));
    return () => {
      current = false;
    };
    // Only the template decides what the first step may be.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [template, scope.draft]);

  return (
    <Cascader
      id={id}
      aria-label={label}
      disabled={disabled}
      style={{ width: "100%" }}
      value={value ? value.split("->").map((step) => step.trim()) : []}
      options={options}
      changeOnSelect
      allowClear={false}
      placeholder={template ? t.chooseAttribute : t.noTemplate}
      displayRender={() => pathShown(value)}
      loadData={(chosen) => {
        const last = chosen.at(-1) as Option | undefined;
        if (!last) return;
        void stepsAfter(chosen.map((one) => String(one.value)), scope).then((found) => {
          last.isLeaf = found.length === 0;
          last.children = found;
          setOptions((held) => [...held]);
        });
      }}
      onChange={(steps) => onChange((steps as string[]).join("->"))}
    />
  );
}

/** What may follow some steps, under the names that people know: titles of the template, fields of accounts. */
function useSteps(): (steps: readonly string[], scope: Scope) => Promise<Option[]> {
  const queries = useQueryClient();
  const fields = useTexts(accountFields) as Readonly<Record<string, string | undefined>>;
  return async (steps, scope) => {
    const path = steps.join("->");
    const text = path && `${path}->`;
    const { completions } = await check("attribute", text, scope, text.length);
    const template = path ? (await check("attribute", path, scope)).result.template : scope.template;
    const body = template ? (await queries.fetchQuery(definitionQuery("templates", template)).catch(() => null))?.body : null;
    const known = (path ? body?.attributes : (scope.draft ?? body?.attributes)) as readonly AttributeBody[] | undefined ?? [];
    // What is not saved yet the server does not know.
    const unsaved = path ? [] : (scope.draft ?? []).filter((one) => one.name && !completions.some(({ label }) => label === one.name));
    const added = unsaved.map(({ name, title }) => ({ value: name, label: `${title} (${name})`, isLeaf: true }));
    return added.concat(completions.map(({ insert, label, detail }) => {
      const title = known.find((one) => one.name === label)?.title ?? fields[label];
      return { value: insert, label: title && title !== label ? `${title} (${label})` : `${label} — ${detail}`, isLeaf: false };
    }));
  };
}
