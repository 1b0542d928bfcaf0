import { Tag } from "antd";
import { Fragment, type ReactNode } from "react";
import { Link } from "react-router";
import { address } from "@/api/client";
import { shortly } from "@/components/Time";
import { Tick } from "@/components/Tick";
import { secondsOf, UNITS, unitOf } from "@/forms/durations";
import { texts as formTexts } from "@/forms/texts";
import { momentFormat, numberFormat } from "@/i18n/formats";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import type { Language } from "@/i18n/texts";
import { keyOf, named, type Held, type Sent } from "./documents/stored";
import type { Reference, References } from "./queries";
import type { Attribute } from "./template";

interface Props {
  readonly attribute: Attribute;
  readonly value: unknown;
  readonly references: References;
  /** Nothing to click, as inside a link. */
  readonly plain?: boolean;
}

/** A value of a record as people read it. */
export function ValueView({ attribute, value, references, plain = false }: Props) {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return <span className="quiet">—</span>;
  const several = Array.isArray(value) ? value : [value];
  return (
    <>
      {several.map((one, index) => (
        <Fragment key={keyOf(one as Held)}>
          {index > 0 && ", "}
          <One attribute={attribute} value={one} reference={references[String(one)]} plain={plain} />
        </Fragment>
      ))}
    </>
  );
}

function One({ attribute, value, reference, plain }: { attribute: Attribute; value: unknown; reference?: Reference; plain: boolean }): ReactNode {
  const { language } = useLanguage();
  const t = useTexts(formTexts);
  const text = String(value);
  const title = reference?.title ?? text;
  switch (attribute.data_type) {
    case "boolean":
      return <Tick value={value === true} />;
    case "number":
      return (
        <span style={{ whiteSpace: "nowrap" }}>
          {numberFormat(language, {
            useGrouping: attribute.group_digits !== false,
            minimumFractionDigits: attribute.decimals ?? 0,
            maximumFractionDigits: attribute.decimals ?? 20,
          }).format(Number(value))}
        </span>
      );
    case "datetime":
      return <time dateTime={text} style={{ whiteSpace: "nowrap" }}>{attribute.display === "date" ? momentFormat(language).format(new Date(text)) : shortly(new Date(text), language)}</time>;
    case "duration": {
      const seconds = secondsOf(text);
      if (seconds === undefined) return text;
      const unit = unitOf(seconds);
      return `${seconds / UNITS[unit]} ${t[unit]}`;
    }
    case "enum": {
      const called = reference ? title : nameOfVariant(attribute, text, language);
      return attribute.display === "badge" || reference?.color ? <Tag color={reference?.color ?? undefined} style={{ marginInlineEnd: 0 }}>{called}</Tag> : called;
    }
    case "document":
      if (typeof value === "object") return named(value as Sent, {}).name;
      return plain ? title : <a href={address(`/documents/${text}/content`)} download={title}>{title}</a>;
    case "record":
      return plain || !attribute.template ? title : <Link to={`/records/${attribute.template}/${text}`}>{title}</Link>;
    case "account":
      return <span title={reference?.mbox ?? undefined}>{title}</span>;
    case "hyperlink":
      return plain ? text : <a href={text} target="_blank" rel="noreferrer">{text}</a>;
    default:
      return text.length > 240 ? `${text.slice(0, 240)}…` : text;
  }
}

/** Of a value that was chosen and is not saved: its system name is known, the id is not. */
function nameOfVariant({ variants = [] }: Attribute, name: string, language: Language): string {
  const variant = variants.find((one) => one.name === name);
  return variant ? ((language === "en" && variant.en) || variant.ru) : name;
}
