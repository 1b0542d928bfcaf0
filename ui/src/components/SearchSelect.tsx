import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState, type CSSProperties } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";
import { useSettled } from "./useSettled";

/** So long nobody types before the server is asked. */
const REST_MS = 250;

export interface Found {
  readonly value: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail?: string;
}

export interface FoundPage {
  readonly items: readonly Found[];
  /** There are further ones, which a longer text would bring. */
  readonly more?: boolean;
  /** Only some may be chosen here. */
  readonly filtered?: boolean;
}

export interface SearchSelectProps<V> {
  readonly id?: string;
  readonly value?: V | null;
  /** found: what the search gave of the chosen. */
  readonly onChange?: (value: V | null, found: readonly Found[]) => void;
  /** What is searched, besides the text; looked at whenever the list is drawn. */
  readonly queryKey: () => readonly unknown[];
  readonly find: (q: string) => Promise<FoundPage>;
  /** The name of something chosen that the search did not give; undefined where it is not known. */
  readonly nameOf?: (value: string) => string | undefined;
  readonly multiple?: boolean;
  readonly allowClear?: boolean;
  readonly disabled?: boolean;
  readonly loading?: boolean;
  readonly placeholder?: string;
  readonly nothingFound?: string;
  readonly style?: CSSProperties;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean | "true" | "false";
  readonly "aria-required"?: boolean | "true" | "false";
}

/** One thing or several, found on the server by typing a part of its name. */
export function SearchSelect<V extends string | readonly string[]>(props: SearchSelectProps<V>) {
  const { value, onChange, queryKey, find, nameOf, multiple = false, allowClear = true, loading = false, nothingFound, style, ...field } = props;
  const t = useTexts(texts);
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const wanted = typed.trim();
  const rested = useSettled(wanted, REST_MS);
  const q = wanted && rested;
  const { data: page, isFetching, isPlaceholderData } = useQuery({
    queryKey: [...queryKey(), "choose", q],
    queryFn: () => find(q),
    placeholderData: keepPreviousData,
    enabled: opened,
  });
  // While the answer is still to come, Enter must not choose what was found for another text.
  const isLate = isPlaceholderData || q !== wanted;
  const found = isLate ? (page?.items ?? []).filter((one) => wanted !== "" && contains(one, wanted)) : (page?.items ?? []);
  const chosen: readonly string[] = value === undefined || value === null ? [] : typeof value === "string" ? [value] : value;
  // What is chosen keeps its name though the search does not give it.
  const [chosenNames, setChosenNames] = useState<ReadonlyMap<string, string>>(new Map());
  const called = (one: string) => nameOf?.(one) ?? chosenNames.get(one) ?? found.find((each) => each.value === one)?.label ?? one;
  const kept = chosen.filter((one) => !found.some((each) => each.value === one)).map((one) => ({ value: one, label: called(one), detail: "" }));
  const change = (next: string | string[] | undefined) => {
    const now = typeof next === "string" ? [next] : (next ?? []);
    setChosenNames(new Map([...chosenNames, ...found.filter((one) => now.includes(one.value)).map((one) => [one.value, one.label] as const)]));
    setTyped("");
    onChange?.((next ?? null) as V | null, found.filter((one) => now.includes(one.value)));
  };
  return (
    <Select
      {...field}
      mode={multiple ? "multiple" : undefined}
      value={multiple ? [...chosen] : chosen[0]}
      onChange={change}
      options={[...found.map((one) => ({ detail: "", ...one })), ...(wanted ? [] : kept)]}
      labelRender={({ value: one }) => called(String(one))}
      optionRender={({ data }) => (
        <>
          {data.label}
          {data.detail && <span className="quiet"> · {data.detail}</span>}
        </>
      )}
      popupRender={(menu) => (
        <>
          {menu}
          {!isLate && page?.more && <div className="quiet" style={{ padding: "6px 12px 4px" }}>{t.moreFound(found.length)}</div>}
        </>
      )}
      onOpenChange={setOpened}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear={allowClear}
      loading={loading || isFetching}
      placeholder={field.placeholder ?? t.chooseOrType}
      notFoundContent={isLate || isFetching ? t.searching : page?.filtered && !q ? t.noneFits : (nothingFound ?? t.nothingFound)}
      style={{ width: "100%", ...style }}
    />
  );
}

function contains({ label, detail = "" }: Found, text: string): boolean {
  return `${label} ${detail}`.toLocaleLowerCase().includes(text.toLocaleLowerCase());
}
