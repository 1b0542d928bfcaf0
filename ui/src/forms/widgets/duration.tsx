import { InputNumber, Select, Space } from "antd";
import { useState } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import { durationOf, secondsOf, UNITS, unitOf, type Unit } from "../durations";
import { texts } from "../texts";
import type { WidgetProps } from "./widget";

/** A length of time: an amount and its unit. */
export default function DurationWidget({ schema: _sc, nullable: _n, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string>) {
  const t = useTexts(texts);
  const seconds = value === undefined ? undefined : secondsOf(value);
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds ?? 0));
  const shown = seconds === undefined ? undefined : seconds / UNITS[unit];
  const put = (amount: number | null | undefined, next: Unit) =>
    onChange?.(amount === null || amount === undefined ? undefined : durationOf(amount, next));
  return (
    <Space.Compact block>
      <InputNumber {...field} min={0} value={shown} onChange={(amount) => put(amount, unit)} style={{ width: "100%" }} />
      <Select<Unit>
        aria-label={t.unit}
        disabled={field.disabled}
        value={unit}
        style={{ width: 92, flex: "none" }}
        options={(Object.keys(UNITS) as Unit[]).map((one) => ({ value: one, label: t[one] }))}
        onChange={(next) => {
          setUnit(next);
          put(shown, next);
        }}
      />
    </Space.Compact>
  );
}
