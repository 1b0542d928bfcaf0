/** The guided binding of attachments: what a person chooses, and the N3 texts that it stands for. */
import type { VariableRow } from "./rows";

export interface Binding {
  /** System names of the context template and of its document attribute. */
  readonly template: string;
  readonly attribute: string;
  readonly revisions: "current" | "all";
}

const PREFIXES = `@prefix object: <http://comindware.com/ontology/object#>.
@prefix document: <http://comindware.com/ontology/document#>.
`;

/** One column of the attached files: the file's name, its extension or its content. */
export function n3For({ template, attribute, revisions }: Binding, builtin: string): string {
  return `${PREFIXES}
{
    ("${template}" "${attribute}") object:findProperty ?attribute.
    ?item ?attribute ?document.
    ?document document:${revisions === "current" ? "currentRevision" : "revision"} ?revision.
    ?revision document:${builtin} ?value.
}`;
}

export function rowsFor(binding: Binding, isMultiple: boolean): VariableRow {
  // Several files: the parent takes the documents themselves, since parallel columns would lose pairs of equal values.
  if (isMultiple && binding.revisions === "current") return { name: "Attachments", value: { attribute: binding.attribute } };
  const column = (name: string, builtin: string): VariableRow => ({ name, value: { n3: n3For(binding, builtin) } });
  return {
    name: "Attachments",
    children: [column("Name", "name"), column("Extension", "revisionExtension"), column("Content", "content")],
  };
}
