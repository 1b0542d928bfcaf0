import { Alert, Form, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { useTemplateParts } from "@/expressions/useAttributes";
import { useTexts } from "@/i18n/LanguageProvider";
import { n3For, rowsFor, type Binding } from "./attachment";
import type { VariableRow } from "./rows";
import { texts } from "./texts";

interface Props {
  readonly template: string;
  readonly onDone: (row: VariableRow) => void;
  readonly onCancel: () => void;
}

/** Choose a document attribute and which revisions; the N3 that it stands for is shown, not hidden. */
export function BindAttachment({ template, onDone, onCancel }: Props) {
  const t = useTexts(texts);
  const { attributes } = useTemplateParts(template);
  const documents = attributes.filter((one) => one.data_type === "document");
  const [chosen, setChosen] = useState<string>();
  const [revisions, setRevisions] = useState<Binding["revisions"]>("current");
  const attribute = chosen ?? documents[0]?.name;
  const isMultiple = documents.find((one) => one.name === attribute)?.multiple !== false;
  const binding: Binding | null = attribute ? { template, attribute, revisions } : null;
  const row = binding && rowsFor(binding, isMultiple);
  return (
    <Modal
      open
      title={t.bindTitle}
      okText={t.bindOk}
      cancelText={t.cancel}
      okButtonProps={{ disabled: !row }}
      onOk={() => row && onDone(row)}
      onCancel={onCancel}
    >
      {documents.length === 0 ? (
        <Alert type="info" title={t.noDocuments} />
      ) : (
        <Form layout="vertical">
          <Form.Item label={t.documentAttribute} htmlFor="bind-attribute">
            <Select
              id="bind-attribute"
              value={attribute}
              onChange={setChosen}
              options={documents.map((one) => ({ value: one.name, label: one.title || one.name }))}
            />
          </Form.Item>
          <Form.Item label={t.revisions}>
            <Radio.Group
              value={revisions}
              onChange={(event) => setRevisions(event.target.value as Binding["revisions"])}
              options={[
                { value: "current", label: t.current },
                { value: "all", label: t.all },
              ]}
            />
          </Form.Item>
          <Form.Item label={t.standsFor}>
            {row && !row.children ? (
              <Alert type="info" title={t.severalFiles} description={<code>{`Attachments = ${binding?.attribute ?? ""}`}</code>} />
            ) : (
              <pre className="code" style={{ margin: 0, overflow: "auto", fontSize: 12 }}>{binding && n3For(binding, "content")}</pre>
            )}
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
