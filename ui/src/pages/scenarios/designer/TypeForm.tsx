import { Form } from "antd";
import { useEffect, useRef } from "react";
import type { Problem } from "@/api/problem";
import { FormField } from "@/forms/FormField";
import { rowsOf } from "@/forms/arrangement";
import { fieldsOf, type Field, type Schema, type Values } from "@/forms/schema";
import { placeOf } from "@/forms/showProblems";
import { objectOf } from "./newAction";
import { isInside, type Path } from "./tree";

interface Props {
  readonly schema: Schema;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** The fields of the section «Дополнительно», or the others. */
  readonly advanced: boolean;
  readonly problems: readonly Problem[];
  /** Where the values stand in the scenario: problems are told from there. */
  readonly at: Path;
}

/** The fields of one event or action; every change goes into the scenario at once. */
export function TypeForm({ schema, values, onChange, advanced, problems, at }: Props) {
  const [form] = Form.useForm<Values>();
  const sent = useRef(values);
  const root = objectOf(schema);
  const fields = fieldsOf(root, schema).filter(
    (field) => field.name !== "id" && (field.schema["x-section"] !== undefined) === advanced,
  );

  useEffect(() => {
    if (sent.current !== values) form.setFieldsValue(values);
    sent.current = values;
  }, [form, values]);

  useEffect(() => {
    const mine = problems.filter((problem) => isInside(placeOf(problem.path), at));
    const toldBy = (field: Field) => mine.filter((problem) => placeOf(problem.path)[at.length] === field.name);
    form.setFields(
      fields
        .filter((field) => field.schema["x-widget"] !== "variables")
        .map((field) => ({
          name: field.name,
          errors: toldBy(field).filter((one) => one.severity !== "warning").map((one) => one.message),
          warnings: toldBy(field).filter((one) => one.severity === "warning").map((one) => one.message),
        })),
    );
    // The fields follow from the schema, which does not change while the window is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form, problems, at]);

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={values}
      onValuesChange={() => {
        const next = tidy({ ...sent.current, ...(form.getFieldsValue(true) as Values) });
        sent.current = next;
        onChange(next);
      }}
    >
      {rowsOf(fields, values).map((row) =>
        row.map((field) => (
          <FormField key={field.name} field={field} path={[field.name]} root={schema} stored={false} disabled={false} />
        )),
      )}
    </Form>
  );
}

/** Without fields that were emptied: they stand for their defaults. */
const tidy = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
