import { useState } from "react";
import { placeOf } from "@/forms/showProblems";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { Blocks } from "./Blocks";
import { Card } from "./Card";
import { CardTools } from "./CardTools";
import { useDesigner } from "./context";
import { problemsAt } from "./findings";
import { lookOf } from "./looks";
import { moveBy } from "./moves";
import { summaries } from "./texts";
import { summaryOf } from "./summary";
import { blocksOf, isInside, keyOf, remove, templateAt, type Action, type Path } from "./tree";

interface Props {
  readonly action: Action;
  readonly path: Path;
  /** How many actions its list has. */
  readonly count: number;
}

/** One action: what it is, what it does, what is wrong with it, and what is inside. */
export function ActionCard({ action, path, count }: Props) {
  const { body, actionTypes, problems, titles, isContainer, change, open, openPath, drag } = useDesigner();
  const [isFolded, setFolded] = useState(false);
  const t = useTexts(texts);
  const label = useLabel();
  const words = useTexts(summaries);
  const type = actionTypes.find((one) => one.type === action.type);
  const called = type ? label(type.label) : action.type;
  const look = lookOf(action.type);
  const blocks = blocksOf(action, path, isContainer);
  const inside = blocks.map((block) => block.path);
  const own = problemsAt(problems, path).filter((problem) => !inside.some((inner) => isInside(placeOf(problem.path), inner)));
  return (
    <Card
      anchor={keyOf(path)}
      icon={look.icon}
      tint={look.tint}
      type={called}
      summary={summaryOf(action, templateAt(body, path), titles, words)}
      problems={own}
      isOpen={openPath !== null && keyOf(openPath) === keyOf(path)}
      onOpen={() => open(path)}
      onKey={(key) => {
        if (key === "up") change((held) => moveBy(held, path, -1));
        else if (key === "down") change((held) => moveBy(held, path, 1));
        else change((held) => remove(held, path));
      }}
      onDrag={(isDragged) => drag(isDragged ? path : null)}
      tools={
        <CardTools
          path={path}
          count={count}
          called={called}
          fold={blocks.length > 0 ? { isFolded, toggle: () => setFolded((held) => !held) } : undefined}
        />
      }
    >
      {blocks.length > 0 && (isFolded ? <p className="quiet">{t.folded(blocks.reduce((sum, one) => sum + one.actions.length, 0))}</p> : <Blocks blocks={blocks} />)}
    </Card>
  );
}

