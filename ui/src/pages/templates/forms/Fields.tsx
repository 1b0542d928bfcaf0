import { Form } from "antd";
import { bodyOf, defaultsOf, type Schema, type Values } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";

interface Props {
  readonly schema: Schema;
  readonly root: Schema;
  readonly values: Values;
  readonly only: readonly string[];
  /** What the fields belong to: their ids begin with it, so that those of a window around them differ. */
  readonly of: "cell" | "form";
  readonly onChange: (values: Values) => void;
}

/** Some fields of a thing; every change is told at once. */
export function Fields({ schema, root, values, only, of, onChange }: Props) {
  const [form] = Form.useForm<Record<string, Values>>();
  const initial = { ...defaultsOf(schema, root), ...values };
  return (
    <Form
      form={form}
      component="div"
      layout="vertical"
      initialValues={{ [of]: initial }}
      onValuesChange={({ [of]: changed = {} }: Partial<Record<string, Values>>) => {
        const told = bodyOf(schema, { ...values, ...changed }, root);
        onChange({ ...values, ...Object.fromEntries(Object.keys(changed).map((name) => [name, told[name] ?? initialOf(initial[name])])) });
      }}
    >
      <SchemaForm schema={schema} root={root} path={[of]} only={only} />
    </Form>
  );
}

/** What stands for an emptied field: nothing of its kind. */
const initialOf = (value: unknown): unknown => (typeof value === "number" ? 0 : "");

/** One of the shapes that a template is made of. */
export const part = (template: Schema, name: string): Schema => ({ ...template.$defs?.[name], $defs: template.$defs });
