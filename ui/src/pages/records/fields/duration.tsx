import DurationWidget from "@/forms/widgets/duration";
import type { FieldProps } from "./field";

/** A length of time. */
export default function DurationField({ attribute, references: _r, value, onChange, ...field }: FieldProps<string>) {
  return <DurationWidget {...field} schema={{}} root={{}} nullable path={[attribute.name]} value={value ?? undefined} onChange={(next) => onChange?.(next ?? null)} />;
}
