import { Form, Typography } from "antd";
import { SchemaForm } from "@/forms/SchemaForm";
import { useTexts } from "@/i18n/LanguageProvider";
import { typeNamed } from "../../attributes/attribute";
import { useTemplate } from "../../editor/context";
import type { AttributeBody } from "../../editor/template";
import { texts } from "./texts";
import { IN_TABLE, NOT_OF_VARIABLES, readBy } from "./variables";
import styles from "./VariableTable.module.css";

/** Below a line: what belongs to the type of the variable, and how the scenario reads it. */
export function VariableDetails({ at }: { at: number }) {
  const t = useTexts(texts);
  const { attributeTypes } = useTemplate();
  const variable = Form.useWatch(["variables", at], { preserve: true }) as AttributeBody | undefined;
  if (!variable) return null;
  const { schema } = typeNamed(attributeTypes, variable.data_type);
  return (
    <div className={styles.details}>
      <SchemaForm key={variable.data_type} schema={schema} path={["variables", at]} omit={[...IN_TABLE, ...NOT_OF_VARIABLES]} />
      {variable.name && (
        <p className={styles.read}>
          {t.readBy} <Typography.Text code copyable={{ text: readBy(variable.name), tooltips: [t.copy, t.copied] }}>{readBy(variable.name)}</Typography.Text>
        </p>
      )}
    </div>
  );
}
