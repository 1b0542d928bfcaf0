import { ExpressionField } from "@/expressions/ExpressionField";
import { KINDS, type Expression, type Kind } from "@/expressions/expression";
import { useLabel } from "@/i18n/LanguageProvider";
import type { WidgetProps } from "./widget";

/** A value of one of the four kinds. */
export default function ExpressionWidget(field: WidgetProps<Expression>) {
  const label = useLabel();
  const name = field["aria-label"] ?? (field.schema["x-label"] ? label(field.schema["x-label"]) : String(field.path.at(-1)));
  const kinds = (field.schema.propertyNames?.enum as readonly Kind[] | undefined) ?? KINDS;
  return <ExpressionField kinds={kinds} id={field.id} value={field.value} onChange={field.onChange} label={name} invalid={field["aria-invalid"] === "true"} />;
}
