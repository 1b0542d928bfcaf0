import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/ru";
import { useLanguage } from "@/i18n/LanguageProvider";
import type { FieldProps } from "./field";

/** A moment in the reader's zone, or a day of it. */
export default function DateTimeField({ attribute, references: _r, value, onChange, ...field }: FieldProps<string>) {
  const { language } = useLanguage();
  const day = language === "ru" ? "DD.MM.YYYY" : "DD/MM/YYYY";
  const timed = attribute.display !== "date";
  return (
    <DatePicker
      {...field}
      value={value ? dayjs(value) : null}
      onChange={(next) => onChange?.(next ? (timed ? next.startOf("minute") : next.startOf("day")).toISOString() : null)}
      showTime={timed && { format: "HH:mm" }}
      format={timed ? `${day} HH:mm` : day}
      needConfirm={false}
      style={{ width: "100%" }}
    />
  );
}
