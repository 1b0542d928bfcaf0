import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState, type ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import type { FieldProps } from "./field";
import { texts } from "./texts";

export interface Found {
  readonly value: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail?: string;
}

interface Props extends FieldProps<string | readonly string[]> {
  readonly queryKey: readonly unknown[];
  readonly find: (q: string) => Promise<readonly Found[]>;
  readonly suffix?: ReactNode;
}

/** One thing or several, found on the server by typing a part of its name. */
export function FoundSelect({ attribute, references, value, onChange, queryKey, find, suffix: _s, ...field }: Props) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const q = useDeferredValue(typed.trim());
  const { data: found = [], isFetching } = useQuery({
    queryKey: [...queryKey, "choose", q],
    queryFn: () => find(q),
    placeholderData: keepPreviousData,
    enabled: opened,
  });
  const chosen = value === undefined || value === null ? [] : typeof value === "string" ? [value] : value;
  // What is chosen keeps its name though the search does not give it.
  const [named, setNamed] = useState<ReadonlyMap<string, string>>(new Map());
  const nameOf = (one: string) => references[one]?.title ?? named.get(one) ?? one;
  const extra = chosen.filter((one) => !found.some((each) => each.value === one)).map((one) => ({ value: one, label: nameOf(one), detail: "" }));
  const remember = (values: readonly string[]) =>
    setNamed(new Map([...named, ...found.filter((one) => values.includes(one.value)).map((one) => [one.value, one.label] as const)]));
  return (
    <Select
      {...field}
      mode={attribute.multiple ? "multiple" : undefined}
      value={attribute.multiple ? [...chosen] : chosen[0]}
      onChange={(next: string | string[] | undefined) => {
        remember(typeof next === "string" ? [next] : (next ?? []));
        onChange?.(next ?? null);
        setTyped("");
      }}
      options={[...found.map((one) => ({ detail: "", ...one })), ...(q ? [] : extra)]}
      labelRender={({ value: one, label }) => label ?? nameOf(String(one))}
      optionRender={({ data }) => (
        <>
          {data.label}
          {data.detail && <span className="quiet"> · {data.detail}</span>}
        </>
      )}
      onOpenChange={setOpened}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear
      loading={isFetching}
      placeholder={t.chooseOrType}
      notFoundContent={isFetching ? t.searching : t.nothingFound}
      style={{ width: "100%" }}
    />
  );
}
