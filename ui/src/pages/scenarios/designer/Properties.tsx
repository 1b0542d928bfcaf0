import { Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useSuggestedName } from "@/api/suggestName";
import { texts as formTexts } from "@/forms/texts";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { useDesigner } from "./context";
import type { ScenarioBody } from "./tree";

/** «Свойства»: how the scenario is called, on whose behalf it runs, whether it runs. */
export function Properties({ isNew, onClose }: { isNew: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const f = useTexts(formTexts);
  const { body, change } = useDesigner();
  const [form] = Form.useForm<ScenarioBody>();
  const [isNamed, setNamed] = useState(!isNew || body.name !== "");
  const title = (Form.useWatch("title", form) as string | undefined) ?? "";
  useSuggestedName(isNamed ? "" : title, (name) => form.setFieldValue("name", name));
  return (
    <Modal open title={t.properties} okText={t.done} cancelText={t.cancel} onOk={form.submit} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={body}
        requiredMark={false}
        onFinish={(values) => {
          change((held) => ({ ...held, ...values }));
          onClose();
        }}
      >
        <Form.Item name="title" label={t.title} rules={[{ required: true, message: f.required }]}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="name" label={t.name} rules={[{ required: true, message: f.required }]}>
          <Input disabled={!isNew} maxLength={100} onChange={() => setNamed(true)} />
        </Form.Item>
        <Form.Item name="description" label={t.description}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="run_as" label={t.runAs}>
          <Radio.Group
            options={[
              { value: "initiator", label: t.initiator },
              { value: "system", label: t.system },
            ]}
          />
        </Form.Item>
        <Form.Item name="status" label={t.status}>
          <Radio.Group
            options={[
              { value: "active", label: t.active },
              { value: "paused", label: t.paused },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
