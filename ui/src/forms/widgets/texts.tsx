import { Select } from "antd";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import type { WidgetProps } from "./widget";

/** A list of short texts, each entered with Enter. */
export default function TextsWidget({ schema: _sc, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string[]>) {
  const t = useTexts(texts);
  return (
    <Select
      {...field}
      mode="tags"
      open={false}
      suffixIcon={null}
      tokenSeparators={[",", ";", " "]}
      placeholder={t.list}
      value={value ?? []}
      onChange={(next) => onChange?.(next)}
    />
  );
}
