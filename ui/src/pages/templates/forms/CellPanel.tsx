import { ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import type { Schema, Values } from "@/forms/schema";
import { bodyOf, defaultsOf } from "@/forms/schema";
import { SchemaForm } from "@/forms/SchemaForm";
import { useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { cellAt, isGroup, moveCell, removeCell, setCell, spotBeside, type Cell, type Direction, type Place } from "./layout";
import { texts } from "./texts";
import { useCellTitle } from "./useCellTitle";

/** The properties of the chosen cell with its moves, or of the form while nothing is chosen. */
export function CellPanel() {
  const t = useTexts(texts);
  const { form, index, chosen } = useDesign();
  const cell = chosen && cellAt(form.rows, chosen);
  return (
    <section className={`card ${styles.panel}`} aria-label={cell ? t.properties : t.formProperties}>
      {cell && chosen ? <CellProperties key={chosen.join(".")} cell={cell} place={chosen} /> : <FormProperties key={`form ${index}`} />}
    </section>
  );
}

const MOVES: readonly [Direction, React.ReactNode][] = [
  ["up", <ArrowUpOutlined key="up" aria-hidden />],
  ["down", <ArrowDownOutlined key="down" aria-hidden />],
  ["left", <ArrowLeftOutlined key="left" aria-hidden />],
  ["right", <ArrowRightOutlined key="right" aria-hidden />],
];

function CellProperties({ cell, place }: { cell: Cell; place: Place }) {
  const t = useTexts(texts);
  const { schema: template } = useTemplate();
  const { form, changeRows } = useDesign();
  const { title } = useCellTitle(cell);
  const schema = part(template, "Cell");
  return (
    <>
      <h3 className={styles.heading}>{title}</h3>
      <div className={styles.moves}>
        {MOVES.map(([direction, icon]) => {
          const spot = spotBeside(form.rows, place, direction);
          return (
            <Button
              key={direction}
              icon={icon}
              aria-label={t[direction]}
              title={t[direction]}
              disabled={!spot}
              onClick={() => spot && changeRows((rows) => moveCell(rows, place, spot), cell)}
            />
          );
        })}
        <Button danger icon={<DeleteOutlined aria-hidden />} aria-label={t.takeOff} title={t.takeOff} onClick={() => changeRows((rows) => removeCell(rows, place), null)} />
      </div>
      <Fields
        schema={schema}
        root={template}
        values={cell as unknown as Values}
        only={isGroup(cell) ? ["group"] : cell.text != null ? ["text"] : cell.button ? ["title"] : ["title", "access", "hint"]}
        onChange={(values) => changeRows((rows) => setCell(rows, place, values as Cell))}
      />
    </>
  );
}

function FormProperties() {
  const t = useTexts(texts);
  const { schema: template, change } = useTemplate();
  const { form, index } = useDesign();
  return (
    <>
      <h3 className={styles.heading}>{t.formProperties}</h3>
      <Fields
        schema={part(template, "Form")}
        root={template}
        values={form as unknown as Values}
        only={["title", "name", "type", "is_default"]}
        onChange={(values) =>
          change((held) => ({
            ...held,
            forms: held.forms.map((one, at) => (at === index ? { ...one, ...values } : values.is_default ? { ...one, is_default: false } : one)),
          }))
        }
      />
    </>
  );
}

interface FieldsProps {
  readonly schema: Schema;
  readonly root: Schema;
  readonly values: Values;
  readonly only: readonly string[];
  readonly onChange: (values: Values) => void;
}

/** Some fields of a thing; every change is told at once. */
function Fields({ schema, root, values, only, onChange }: FieldsProps) {
  const [form] = Form.useForm<Values>();
  const initial = { ...defaultsOf(schema, root), ...values };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onValuesChange={(changed: Values) => {
        const told = bodyOf(schema, { ...values, ...changed }, root);
        onChange({ ...values, ...Object.fromEntries(Object.keys(changed).map((name) => [name, told[name] ?? ""])) });
      }}
    >
      <SchemaForm schema={schema} root={root} only={only} />
    </Form>
  );
}

const part = (template: Schema, name: string): Schema => ({ ...template.$defs?.[name], $defs: template.$defs });
