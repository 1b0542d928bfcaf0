import { useState } from "react";
import { SearchSelect, type Found, type FoundPage } from "@/components/SearchSelect";
import { useTexts } from "@/i18n/LanguageProvider";
import type { FieldProps } from "./field";
import { LinkTable } from "./LinkTable";
import { texts } from "./texts";

interface Props extends FieldProps<string | readonly string[]> {
  readonly queryKey: () => readonly unknown[];
  readonly find: (q: string) => Promise<FoundPage>;
}

/** What an attribute refers to, one thing or several: in a drop-down list, or in a table with a list to add from. */
export function FoundSelect({ attribute, references, look, ...field }: Props) {
  if (look?.view === "table") return <FoundTable attribute={attribute} references={references} {...field} />;
  return <SearchSelect {...field} multiple={attribute.multiple} nameOf={(one) => references[one]?.title} />;
}

function FoundTable({ attribute, references, value, onChange, ...field }: Props) {
  const t = useTexts(texts);
  const [added, setAdded] = useState<readonly Found[]>([]);
  const chosen = value === undefined || value === null ? [] : typeof value === "string" ? [value] : value;
  const put = (next: readonly string[]) => onChange?.(attribute.multiple ? next : (next.at(-1) ?? null));
  return (
    <>
      {chosen.length > 0 && (
        <LinkTable
          attribute={attribute}
          chosen={chosen}
          references={references}
          added={added}
          onRemove={field.disabled ? undefined : (gone) => put(chosen.filter((one) => one !== gone))}
        />
      )}
      {!field.disabled && (
        <SearchSelect<string>
          {...field}
          value={null}
          placeholder={attribute.multiple || chosen.length === 0 ? t.addFound : t.replaceFound}
          onChange={(next, found) => {
            if (next === null || chosen.includes(next)) return;
            setAdded([...added, ...found]);
            put([...chosen, next]);
          }}
        />
      )}
    </>
  );
}
