import { useQuery } from "@tanstack/react-query";
import { Alert, Radio } from "antd";
import { useState } from "react";
import { api, data } from "@/api/client";
import type { Values } from "@/forms/schema";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import styles from "./Presets.module.css";
import { texts } from "./texts";

/** Servers that people use: choosing one fills the form and says what else has to be done. */
export function Presets({ type, onChoose }: { type: string; onChoose: (fields: Values) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  const [chosen, setChosen] = useState<string>();
  const { data: all = [] } = useQuery({
    queryKey: ["connection-presets"],
    queryFn: async () => (await data(api.GET("/api/v1/connection-presets"))).items,
    staleTime: Infinity,
  });
  const fitting = all.filter((one) => one.type === type);
  const preset = fitting.find((one) => one.name === chosen);
  if (fitting.length === 0) return null;
  return (
    <div className={styles.presets}>
      <div id="presets-label" className={styles.label}>{t.presets}</div>
      <Radio.Group
        aria-labelledby="presets-label"
        value={chosen}
        onChange={(event) => {
          const next = fitting.find((one) => one.name === event.target.value);
          setChosen(next?.name);
          if (next) onChoose(next.fields);
        }}
        optionType="button"
        className={styles.group}
        options={fitting.map((one) => ({ value: one.name, label: label(one.label) }))}
      />
      {preset && <Alert type="info" showIcon className={styles.hint} title={label(preset.hint)} />}
    </div>
  );
}
