import { createContext, useContext, type ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { placeOf } from "@/forms/showProblems";
import { isInside, samePath, type Path } from "./tree";

interface Found {
  readonly problems: readonly Problem[];
  /** The action in hand: places are told from there. */
  readonly at: Path;
}

const Context = createContext<Found>({ problems: [], at: [] });

export function FindingsOf({ problems, at, children }: Found & { children: ReactNode }) {
  return <Context value={{ problems, at }}>{children}</Context>;
}

/** The problems at a place of the action in hand, or inside it. */
export function useFindings(path: Path, exact = false): readonly Problem[] {
  const { problems, at } = useContext(Context);
  return problemsAt(problems, [...at, ...path], exact);
}

export function problemsAt(problems: readonly Problem[], path: Path, exact = false): readonly Problem[] {
  return problems.filter((problem) => {
    const place = placeOf(problem.path);
    return exact ? samePath(place, path) : isInside(place, path);
  });
}
