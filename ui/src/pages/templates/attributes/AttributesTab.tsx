import { Tag } from "antd";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { PartsTable } from "../editor/PartsTable";
import { usePartWindow } from "../editor/usePartWindow";
import type { AttributeBody } from "../editor/template";
import { AttributeWindow } from "./AttributeWindow";
import { texts } from "./texts";

/** «Атрибуты»: the table and the window of one. */
export function AttributesTab() {
  const t = useTexts(texts);
  const label = useLabel();
  const { attributeTypes } = useTemplate();
  const window = usePartWindow("attributes");
  const typeLabel = (name: string) => {
    const type = attributeTypes.find((one) => one.type === name);
    return type ? label(type.label) : name;
  };
  return (
    <>
      <PartsTable
        kind="attributes"
        label={t.attributes}
        titleLabel={t.title}
        columns={[
          { key: "type", title: t.type, render: (_value, part) => typeLabel(part.data_type) },
          { key: "marks", title: <span className="visually-hidden">{t.properties}</span>, render: (_value, part) => <Marks attribute={part} /> },
        ]}
        onOpen={window.open}
        onCreate={window.create}
        empty={{ title: t.emptyTitle, hint: t.emptyHint }}
      />
      {window.isOpen && <AttributeWindow index={window.index} onClose={window.close} />}
    </>
  );
}

function Marks({ attribute }: { attribute: AttributeBody }) {
  const t = useTexts(texts);
  const marks = [
    attribute.is_title && t.isTitle,
    attribute.required && t.required,
    attribute.multiple && t.multiple,
    attribute.computed && t.computed,
  ].filter(Boolean) as string[];
  return marks.map((mark) => <Tag key={mark}>{mark}</Tag>);
}
