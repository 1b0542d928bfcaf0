import { Tick } from "@/components/Tick";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { useTemplate } from "../editor/context";
import { PartsTable } from "../editor/PartsTable";
import { usePartWindow } from "../editor/usePartWindow";
import { ButtonWindow } from "./ButtonWindow";
import { buttonSchema, operationName } from "./operation";
import { texts } from "./texts";

/** «Кнопки»: the table and the window of one. */
export function ButtonsTab() {
  const t = useTexts(texts);
  const label = useLabel();
  const { schema, operations } = useTemplate();
  const window = usePartWindow("buttons");
  const results = buttonSchema(schema).properties?.result?.["x-choices"] ?? {};
  const operationLabel = (name: string) => {
    const type = operations.find((one) => one.type === name);
    return type ? label(type.label) : name;
  };
  const resultLabel = (name: unknown) => {
    const text = results[String(name ?? "refresh")];
    return text ? label(text) : String(name);
  };
  return (
    <>
      <PartsTable
        kind="buttons"
        label={t.buttons}
        titleLabel={t.title}
        columns={[
          { key: "operation", title: t.operation, render: (_value, part) => operationLabel(operationName(part)) },
          { key: "result", title: t.result, render: (_value, part) => resultLabel(part.result) },
          { key: "dialog", title: t.dialog, align: "center", render: (_value, part) => part.dialog === true && <Tick value /> },
          { key: "condition", title: t.condition, align: "center", render: (_value, part) => Boolean(part.condition) && <Tick value /> },
        ]}
        onOpen={window.open}
        onCreate={window.create}
        empty={{ title: t.emptyTitle, hint: t.emptyHint }}
      />
      {window.isOpen && <ButtonWindow index={window.index} onClose={window.close} />}
    </>
  );
}
