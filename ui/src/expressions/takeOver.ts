import type { EditorView } from "@codemirror/view";
import type { Caret } from "./StandIn";

/** Goes on where somebody was typing into the field that stood in for the editor. */
export function takeOver(editor: EditorView, caret?: Caret): void {
  if (!caret || caret.current === null) return;
  editor.dispatch({ selection: { anchor: Math.min(caret.current, editor.state.doc.length) } });
  editor.focus();
  caret.current = null; // an editor made anew later is not typed into
}
