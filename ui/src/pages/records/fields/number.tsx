import { InputNumber } from "antd";
import { useLanguage } from "@/i18n/LanguageProvider";
import type { FieldProps } from "./field";

/** A number with the decimals and the groups of its attribute; a comma is as good as a point. */
export default function NumberField({ attribute, references: _r, value, onChange, ...field }: FieldProps<number>) {
  const { language } = useLanguage();
  const comma = language === "ru" ? "," : ".";
  return (
    <InputNumber<number>
      {...field}
      value={value}
      onChange={(next) => onChange?.(next)}
      precision={attribute.decimals ?? undefined}
      decimalSeparator={comma}
      formatter={(text, { userTyping, input }) => (userTyping ? input : grouped(String(text ?? ""), attribute.group_digits !== false, comma))}
      parser={(text) => (text ?? "").replace(/\s/g, "").replace(",", ".") as unknown as number}
      controls={false}
      style={{ width: "100%" }}
    />
  );
}

function grouped(text: string, groups: boolean, comma: string): string {
  const [whole = "", fraction] = text.split(".");
  const parted = groups ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0") : whole;
  return fraction === undefined ? parted : `${parted}${comma}${fraction}`;
}
