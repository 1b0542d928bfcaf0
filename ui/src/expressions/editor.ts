import { lazy } from "react";

/** Begins to load the code editor. Pages with expressions call it early, so that it is there when somebody types. */
export const loadCodeEditor = () => import("./CodeEditor");

export const CodeEditor = lazy(loadCodeEditor);
