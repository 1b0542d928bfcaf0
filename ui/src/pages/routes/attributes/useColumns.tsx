import { LockOutlined } from "@ant-design/icons";
import { Checkbox, Tooltip, type TableColumnType } from "antd";
import { FormField } from "@/forms/FormField";
import { fieldsOf, isShown, plainly, type Field, type Schema, type Values } from "@/forms/schema";
import { Tick } from "@/components/Tick";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import type { Attribute } from "@/placeholders/declared";
import styles from "./AttributeTable.module.css";
import type { Row } from "./rows";
import { texts } from "./texts";

interface Options {
  readonly root: Schema;
  /** Whether flags of predefined attributes may be set. */
  readonly tightens: boolean;
  readonly onTighten: (row: Row, flags: Partial<Attribute>) => void;
}

const FLAGS = ["required", "not_empty", "array", "html"] as const;
const WIDTHS: Readonly<Record<string, number>> = { name: 210, type: 160 };

/** The columns of an attribute table, as the type `MessageAttribute` has its fields. */
export function useColumns({ root, tightens, onTighten }: Options): TableColumnType<Row>[] {
  const t = useTexts(texts);
  const label = useLabel();
  const trees = plainly(root.properties?.attributes ?? {}, root).schema;
  const item = plainly(trees.properties?.request?.items ?? {}, root).schema;
  const fields = fieldsOf(item, root).filter((field) => field.name !== "children");
  const title = (field: Field) => (field.schema["x-label"] ? label(field.schema["x-label"]) : field.name);

  const locked = (field: Field, row: Row) => {
    const value = row.attribute[field.name as keyof Attribute];
    if (field.name === "name") return <span className={styles.locked}><Tooltip title={t.predefined}><LockOutlined aria-label={t.predefined} className="quiet" /></Tooltip> {String(value)}</span>;
    if (field.name === "type") {
      const text = field.schema["x-choices"]?.[String(value ?? "string")];
      return <span className="quiet">{text ? label(text) : String(value)}</span>;
    }
    if (field.name === "description") return <span className="quiet">{String(value ?? "")}</span>;
    if (tightens && (field.name === "required" || field.name === "not_empty")) {
      return <Checkbox aria-label={`${title(field)} ${row.names.join(".")}`} checked={value === true} onChange={(event) => onTighten(row, { [field.name]: event.target.checked })} />;
    }
    return value === true ? <Tick value /> : null;
  };

  return fields.map((field) => {
    const flag = FLAGS.some((name) => name === field.name);
    const help = field.schema["x-help"];
    return {
      key: field.name,
      title: help ? <Tooltip title={label(help)}><span>{title(field)}</span></Tooltip> : title(field),
      width: flag ? 92 : WIDTHS[field.name],
      align: flag ? "center" : undefined,
      className: field.name === "name" ? styles.name : undefined,
      render: (_: unknown, row: Row) => {
        if (!row.place) return locked(field, row);
        if (!isShown(field.schema, row.attribute as Values)) return null;
        return <FormField field={field} path={[...row.place, field.name]} root={root} stored={false} disabled={false} bare />;
      },
    };
  });
}
