import { Select } from "antd";
import { useLanguage } from "@/i18n/LanguageProvider";
import type { FieldProps } from "./field";

/** One of the attribute's values, by its system name. */
export default function EnumField({ attribute, references, value, onChange, ...field }: FieldProps<string>) {
  const { language } = useLanguage();
  const options = (attribute.variants ?? []).map((variant) => ({
    value: variant.name,
    label: language === "en" && variant.en ? variant.en : variant.ru,
    color: variant.color,
  }));
  return (
    <Select
      {...field}
      // What is stored is an id; choosing gives a name.
      value={value ? (references[value]?.name ?? value) : undefined}
      onChange={(next) => onChange?.(next ?? null)}
      options={options}
      optionRender={({ data }) => (
        <>
          {data.color && <Dot color={data.color} />}
          {data.label}
        </>
      )}
      allowClear
      showSearch={options.length > 8 ? { optionFilterProp: "label" } : false}
    />
  );
}

function Dot({ color }: { color: string }) {
  return <span aria-hidden style={{ display: "inline-block", width: 9, height: 9, marginInlineEnd: 8, borderRadius: "50%", background: color }} />;
}
