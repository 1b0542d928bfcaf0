import { Form, Select, type TableColumnType } from "antd";
import { useRef } from "react";
import { useSuggestedName } from "@/api/suggestName";
import { FormField } from "@/forms/FormField";
import { fieldsOf } from "@/forms/schema";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { retyped, typeNamed } from "../../attributes/attribute";
import { useTemplate } from "../../editor/context";
import type { AttributeBody } from "../../editor/template";
import { texts } from "./texts";
import styles from "./VariableTable.module.css";

export interface Line {
  readonly key: number;
  readonly variable: AttributeBody;
}

const FLAGS = ["required", "multiple"] as const;
const WIDTHS: Readonly<Record<string, number>> = { name: 170, required: 112, multiple: 112 };

/** The columns of a table of variables. onTyped: called where another type needs further properties. */
export function useColumns(variables: readonly AttributeBody[], onTyped: (at: number) => void): TableColumnType<Line>[] {
  const t = useTexts(texts);
  const { attributeTypes } = useTemplate();
  // Names that came from the title of their line go on following it; one typed by hand stays.
  const suggested = useRef(new Set<string>());
  const column = (name: string): TableColumnType<Line> => ({
    key: name,
    width: WIDTHS[name],
    title: t[name as "title" | "name" | "required" | "multiple"],
    align: FLAGS.some((flag) => flag === name) ? "center" : undefined,
    className: styles.cell,
    render: (_value, { key, variable }) => {
      const { schema } = typeNamed(attributeTypes, variable.data_type);
      const field = fieldsOf(schema, schema).find((one) => one.name === name);
      if (!field) return null;
      const shown = <FormField field={field} path={["variables", key, name]} root={schema} stored={false} disabled={false} bare />;
      if (name !== "title") return shown;
      const taken = variables.filter((_one, at) => at !== key).map((one) => one.name);
      const follows = variable.name === "" || suggested.current.has(`${key} ${variable.name}`);
      return (
        <>
          {shown}
          <Naming at={key} title={follows ? (variable.title ?? "") : ""} taken={taken} onName={(given) => suggested.current.add(`${key} ${given}`)} />
        </>
      );
    },
  });
  return [
    column("title"),
    column("name"),
    {
      key: "data_type",
      title: t.type,
      width: 176,
      className: styles.cell,
      render: (_value, { key }) => <TypeCell at={key} onTyped={onTyped} />,
    },
    ...FLAGS.map(column),
  ];
}

function TypeCell({ at, onTyped }: { at: number; onTyped: (at: number) => void }) {
  const t = useTexts(texts);
  const label = useLabel();
  const { attributeTypes } = useTemplate();
  const form = Form.useFormInstance();
  const choose = (name: string) => {
    const type = typeNamed(attributeTypes, name);
    form.setFieldValue(["variables", at], retyped(type, form.getFieldValue(["variables", at]) as AttributeBody));
    // Such as the values of a list: without them the variable is not whole.
    if ((type.schema.required ?? []).some((field) => !["name", "title", "data_type"].includes(field))) onTyped(at);
  };
  return (
    <Form.Item name={["variables", at, "data_type"]}>
      <Select aria-label={t.type} options={attributeTypes.map((one) => ({ value: one.type, label: label(one.label) }))} onChange={choose} listHeight={400} />
    </Form.Item>
  );
}

interface NamingProps {
  readonly at: number;
  readonly title: string;
  readonly taken: readonly string[];
  readonly onName: (name: string) => void;
}

/** Draws nothing: the system name that a title gives. */
function Naming({ at, title, taken, onName }: NamingProps) {
  const form = Form.useFormInstance();
  const place = ["variables", at, "name"];
  const named = useRef("");
  useSuggestedName(
    title,
    (name) => {
      // Another line that takes the name later is told so, instead of this one giving way.
      if (named.current === title) return;
      named.current = title;
      onName(name);
      form.setFieldValue(place, name);
    },
    taken,
    place.join("_"),
  );
  return null;
}
