import { useQuery } from "@tanstack/react-query";
import { Alert, Radio } from "antd";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import type { Values } from "@/forms/schema";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./Presets.module.css";
import { presetsQuery } from "./presets";
import { texts } from "./texts";

/** Servers that people use: choosing one fills the form and says what else has to be done. */
export function Presets({ type, onChoose }: { type: string; onChoose: (fields: Values) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  // The menu that led here may have chosen one already.
  const [params] = useSearchParams();
  const [chosen, setChosen] = useState(params.get("preset") ?? undefined);
  const { data: all = [] } = useQuery(presetsQuery);
  const fitting = all.filter((one) => one.type === type);
  const preset = fitting.find((one) => one.name === chosen);
  useEffect(() => {
    if (preset) onChoose(preset.fields);
  }, [preset]);
  if (fitting.length === 0) return null;
  return (
    <div className={styles.presets}>
      <div id="presets-label" className={styles.label}>{t.presets}</div>
      <Radio.Group
        aria-labelledby="presets-label"
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        optionType="button"
        className={styles.group}
        options={fitting.map((one) => ({ value: one.name, label: label(one.label) }))}
      />
      {preset && <Alert type="info" showIcon className={styles.hint} title={label(preset.hint)} />}
    </div>
  );
}
