import { Form } from "antd";
import { useEffect, useRef } from "react";
import { SchemaForm } from "@/forms/SchemaForm";
import { showProblems } from "@/forms/showProblems";
import { useTemplate } from "./context";
import type { TemplateBody } from "./template";

const FIELDS = ["title", "name", "description", "app"];

/** «Свойства»: title, description, app. The system name is told only: records and scenarios know it. */
export function PropertiesTab() {
  const { body, schema, problems, change } = useTemplate();
  const [form] = Form.useForm<TemplateBody>();
  const sent = useRef(body);
  useEffect(() => {
    if (sent.current !== body) form.setFieldsValue(body);
    sent.current = body;
  }, [form, body]);
  useEffect(() => {
    const mine = problems.filter((problem) => FIELDS.includes(problem.path.split(".")[0] ?? ""));
    if (mine.length > 0) showProblems(form, mine);
  }, [form, problems]);
  return (
    <div className="card padded" style={{ maxWidth: 820 }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={body}
        onValuesChange={(changed: Partial<TemplateBody>) => change((held) => (sent.current = { ...held, ...changed }), Object.keys(changed).join())}
      >
        <SchemaForm schema={schema} only={FIELDS} disabled={["name"]} />
      </Form>
    </div>
  );
}
