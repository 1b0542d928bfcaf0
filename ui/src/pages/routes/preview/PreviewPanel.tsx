import { Segmented } from "antd";
import { useState } from "react";
import type { Schema } from "@/forms/schema";
import { useTexts } from "@/i18n/LanguageProvider";
import { useSettled } from "@/components/useSettled";
import type { Attribute } from "@/placeholders/declared";
import { OwnValues } from "./OwnValues";
import styles from "./PreviewPanel.module.css";
import { RecordPreview } from "./RecordPreview";
import { RoutePreview } from "./RoutePreview";
import { texts } from "./texts";

type Source = "samples" | "own" | "record";

interface Props {
  /** The stored route; undefined for a new one. */
  readonly name?: string;
  readonly root: Schema;
  readonly draft: Record<string, unknown>;
}

/** The letter beside the form: of sample values, of values put in here, or of a record that a scenario sends. */
export function PreviewPanel({ name, root, draft }: Props) {
  const t = useTexts(texts);
  const [source, setSource] = useState<Source>("samples");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const own = ((draft.attributes as { request?: readonly Attribute[] } | undefined)?.request ?? []).filter((one) => one.name);
  const settled = useSettled(JSON.stringify([draft, values]));
  const [shown, given] = JSON.parse(settled) as [Record<string, unknown>, Record<string, string>];
  const options = [{ value: "samples", label: t.samples }, { value: "own", label: t.own }, ...(name ? [{ value: "record", label: t.record }] : [])];
  return (
    <section className={`card ${styles.panel}`} aria-label={t.title}>
      <h2 className={styles.heading}>{t.title}</h2>
      <Segmented<string> block aria-label={t.source} value={source} onChange={(next) => setSource(next as Source)} options={options} />
      {source === "own" && <OwnValues root={root} own={own} values={values} onChange={setValues} />}
      {source === "record" && name ? <RecordPreview route={name} /> : <RoutePreview name={name ?? (String(draft.name ?? "") || "draft")} draft={shown} message={source === "own" ? messageOf(given) : null} />}
    </section>
  );
}

/** What a scenario would give: `To` as a mailbox, the rest as texts. */
function messageOf({ To: address, ...values }: Readonly<Record<string, string>>): Record<string, unknown> {
  return { ...values, ...(address ? { To: [{ Address: address }] } : {}) };
}
