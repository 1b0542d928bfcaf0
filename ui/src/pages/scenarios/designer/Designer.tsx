import { App } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useSaveDefinition, type Definition } from "@/api/definitions";
import { isProblem, type Problem } from "@/api/problem";
import type { RegisteredType } from "@/api/types";
import { explain } from "@/components/Failed";
import { texts as common } from "@/components/texts";
import { useUnsavedGuard } from "@/components/useUnsavedGuard";
import { useTexts } from "@/i18n/LanguageProvider";
import { useDraftCheck } from "../queries";
import { texts } from "../texts";
import { useSettled } from "@/components/useSettled";
import { Canvas } from "./Canvas";
import { Commands } from "./Commands";
import { Context, type DesignerContext } from "./context";
import styles from "./Designer.module.css";
import { FoundPanel } from "./FoundPanel";
import { useHistory } from "@/components/useHistory";
import { isContainer } from "./newAction";
import { Properties } from "./Properties";
import { StepWindow } from "./StepWindow";
import { TryWindow } from "./TryWindow";
import { keyOf, pathOf, type Path, type ScenarioBody } from "./tree";
import { useTitles } from "./useTitles";

interface Props {
  readonly stored: Definition | undefined;
  readonly initial: ScenarioBody;
  readonly actionTypes: readonly RegisteredType[];
  readonly eventTypes: readonly RegisteredType[];
}

const REST_MS = 500;

/** The designer of one scenario: the column of cards, their windows, the check, the trial, saving. */
export function Designer({ stored, initial, actionTypes, eventTypes }: Props) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { value: body, change, undo, redo, canUndo, canRedo } = useHistory(initial);
  const [asked] = useSearchParams();
  // `?action=a1` opens the card that a run or a letter points to.
  const [openPath, setOpen] = useState<Path | null>(() => pathOf(initial, asked.get("action") ?? ""));
  const [dragged, drag] = useState<Path | null>(null);
  const [shown, show] = useState<"properties" | "try" | null>(stored ? null : "properties");
  const [isChecking, setChecking] = useState(false);
  const save = useSaveDefinition("scenarios");
  const check = useDraftCheck(body.name, useSettled(body, REST_MS));
  const isDirty = body !== initial;
  const pass = useUnsavedGuard(isDirty);
  const titles = useTitles(body);
  const problems = check.data ?? NONE;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest("input, textarea, .cm-editor, [role=dialog]");
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      (event.shiftKey ? redo : undo)();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [undo, redo]);

  const shared = useMemo<DesignerContext>(
    () => ({
      body,
      actionTypes,
      eventTypes,
      problems,
      titles,
      isContainer: (type) => isContainer(actionTypes.find((one) => one.type === type)),
      change,
      open: setOpen,
      openPath,
      dragged,
      drag,
    }),
    [body, actionTypes, eventTypes, problems, titles, change, openPath, dragged],
  );

  const store = async (status?: "paused") => {
    if (!body.name || !body.title) return show("properties");
    const wanted = status ? { ...body, status } : body;
    try {
      const saved = await save.mutateAsync({ name: body.name, body: wanted, version: stored?.version });
      pass();
      void message.success(t.saved);
      void navigate(`/scenarios/${saved.name}`, { replace: true });
    } catch (error) {
      if (isProblem(error, 422)) {
        setChecking(true);
        void check.refetch();
        void message.error(t.refused);
      } else if (isProblem(error, 412)) void message.error(t.stale, 8);
      else void message.error(explain(error, c.unreachable), 8);
    }
  };

  return (
    <Context value={shared}>
      <Commands
        stored={stored}
        history={{ undo, redo, canUndo, canRedo }}
        isDirty={isDirty}
        isSaving={save.isPending}
        pass={pass}
        onProperties={() => show("properties")}
        onCheck={() => setChecking(true)}
        onTry={() => show("try")}
        onSave={(status) => void store(status)}
      />
      <div className={`${styles.page} ${isChecking ? styles.withPanel : ""}`}>
        <Canvas />
        {isChecking && <FoundPanel onClose={() => setChecking(false)} />}
      </div>
      {openPath && <StepWindow key={keyOf(openPath)} path={openPath} onClose={() => setOpen(null)} />}
      {shown === "properties" && <Properties isNew={!stored} onClose={() => show(null)} />}
      {shown === "try" && <TryWindow onClose={() => show(null)} />}
    </Context>
  );
}

const NONE: readonly Problem[] = [];
