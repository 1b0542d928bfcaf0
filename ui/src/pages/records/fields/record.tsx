import { findRecords } from "@/components/RecordSelect";
import type { FieldProps } from "./field";
import { FoundSelect } from "./FoundSelect";

/** A record of the linked template or several, found by title. */
export default function RecordField(props: FieldProps<string | readonly string[]>) {
  const template = props.attribute.template ?? "";
  return <FoundSelect {...props} queryKey={() => ["records", template]} find={(q) => findRecords(template, q)} />;
}
