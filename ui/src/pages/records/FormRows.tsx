import { Collapse, Divider, Tabs } from "antd";
import type { ReactNode } from "react";
import { AttributeField } from "./AttributeField";
import type { References } from "./queries";
import styles from "./RecordForm.module.css";
import { EmbeddedForm } from "./EmbeddedForm";
import { hasSeen, isSeen, plainCell, type Access, type Attribute, type Cell, type Row } from "./template";

interface Props {
  /** What fields stand for: attributes of a record, or variables of a dialog. */
  readonly attributes: readonly Attribute[];
  readonly rows: readonly Row[];
  /** Where the form holds the values. */
  readonly under: "values" | "variables";
  readonly values: Readonly<Record<string, unknown>>;
  readonly references: References;
  readonly reading: boolean;
  readonly accessOf: (cell: Cell) => Access;
  readonly button: (name: string) => ReactNode;
}

/** The rows of a form: fields beside one another, areas as cards that fold, tabs, lines, texts, and the form's own buttons. */
export function FormRows(props: Props) {
  return (
    <div className={styles.rows}>
      {props.rows.map((row, index) => {
        const cells = row.map(plainCell).filter((cell) => isSeen(cell, props.accessOf));
        if (cells.length === 0) return null;
        const areButtons = cells.every((cell) => cell.button !== undefined);
        return (
          // Rows have no identity of their own; a template that changes is loaded anew.
          <div key={index} className={areButtons ? styles.buttons : styles.row}>
            {cells.map((cell, at) => (
              <CellView key={at} cell={cell} {...props} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function CellView({ cell, ...props }: { cell: Cell } & Props) {
  const { attributes, under, values, references, reading, accessOf, button } = props;
  if (cell.attribute !== undefined) {
    const attribute = attributes.find((one) => one.name === cell.attribute);
    if (!attribute) return null;
    return (
      <div className={styles.cell}>
        <AttributeField
          attribute={attribute}
          references={references}
          access={accessOf(cell)}
          title={cell.title}
          hint={cell.hint}
          look={cell}
          under={under}
          shown={values[attribute.name]}
          reading={reading}
        />
        {cell.form && <EmbeddedForm attribute={attribute.name} form={cell.form} references={references} />}
      </div>
    );
  }
  if (cell.button !== undefined) return <>{button(cell.button)}</>;
  if (cell.text !== undefined) return <p className={styles.text}>{cell.text}</p>;
  if (cell.divider !== undefined) {
    return (
      <Divider titlePlacement="start" className={styles.divider}>
        {cell.divider}
      </Divider>
    );
  }
  if (cell.tabs !== undefined) {
    // Fields of a tab that is not open belong to the form as well: they are checked and saved.
    const items = cell.tabs.flatMap((tab, at) =>
      hasSeen(tab.rows, accessOf) ? [{ key: String(at), label: tab.title, forceRender: true, children: <FormRows {...props} rows={tab.rows ?? []} /> }] : [],
    );
    return <Tabs items={items} />;
  }
  return (
    <Collapse
      ghost
      className={styles.area}
      defaultActiveKey={["area"]}
      items={[{ key: "area", label: <span className={styles.areaTitle}>{cell.group || cell.title}</span>, forceRender: true, children: <FormRows {...props} rows={cell.rows ?? []} /> }]}
    />
  );
}
