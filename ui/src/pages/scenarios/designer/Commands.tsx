import { CheckOutlined, ExperimentOutlined, MoreOutlined, RedoOutlined, SettingOutlined, UndoOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Tag } from "antd";
import { useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import { PageHeader } from "@/components/PageHeader";
import { useDeleteDefinitions } from "@/components/useDeleteDefinitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { useDesigner } from "./context";

interface Props {
  readonly stored: Definition | undefined;
  readonly history: { readonly undo: () => void; readonly redo: () => void; readonly canUndo: boolean; readonly canRedo: boolean };
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly pass: () => void;
  readonly onProperties: () => void;
  readonly onCheck: () => void;
  readonly onTry: () => void;
  readonly onSave: (status?: "paused") => void;
}

/** Title and commands of the designer: Свойства, Очистить, Удалить, Проверить, Испытать, Сохранить. */
export function Commands({ stored, history, isDirty, isSaving, pass, onProperties, onCheck, onTry, onSave }: Props) {
  const t = useTexts(texts);
  const { body, problems, change } = useDesigner();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const remove = useDeleteDefinitions("scenarios");
  const errors = problems.filter((problem) => problem.severity !== "warning").length;
  const clear = () =>
    modal.confirm({
      title: t.clearTitle,
      content: t.clearHint,
      okText: t.clearOk,
      cancelText: t.cancel,
      onOk: () => change((held) => ({ ...held, event: { type: "button_clicked" }, actions: [] })),
    });
  const destroy = () =>
    void remove([body.name], () => {
      pass();
      void navigate("/scenarios");
    });
  return (
    <PageHeader
      title={body.title || t.newTitle}
      crumbs={[{ label: t.scenarios, to: "/scenarios" }]}
      marks={
        <>
          {body.status === "paused" && <Tag>{t.paused}</Tag>}
          {errors > 0 && <Tag color="red">{t.problems(errors)}</Tag>}
        </>
      }
      commands={
        <>
          <Button type="text" icon={<UndoOutlined aria-hidden />} aria-label={t.undo} title={t.undo} disabled={!history.canUndo} onClick={history.undo} />
          <Button type="text" icon={<RedoOutlined aria-hidden />} aria-label={t.redo} title={t.redo} disabled={!history.canRedo} onClick={history.redo} />
          <Button icon={<SettingOutlined aria-hidden />} onClick={onProperties}>{t.properties}</Button>
          <Button onClick={clear}>{t.clear}</Button>
          {stored && <Button danger onClick={destroy}>{t.delete}</Button>}
          <Button icon={<CheckOutlined aria-hidden />} onClick={onCheck} data-mark="check">{t.check}</Button>
          <Button icon={<ExperimentOutlined aria-hidden />} onClick={onTry}>{t.try}</Button>
          <Button.Group>
            <Button type="primary" loading={isSaving} disabled={!isDirty && stored !== undefined} onClick={() => onSave()}>{t.save}</Button>
            {errors > 0 && (
              <Dropdown trigger={["click"]} menu={{ items: [{ key: "paused", label: t.savePaused, onClick: () => onSave("paused") }] }}>
                <Button type="primary" icon={<MoreOutlined aria-hidden />} aria-label={t.savePaused} />
              </Dropdown>
            )}
          </Button.Group>
        </>
      }
    />
  );
}
