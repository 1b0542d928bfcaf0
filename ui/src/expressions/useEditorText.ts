import type { EditorView } from "@codemirror/view";
import { useEffect, useRef, type RefObject } from "react";

/**
 * Keeps the text of an editor and the value of its form the same. Gives what is to be called with each text that was typed.
 *
 * What was typed comes back as the value, a few keys late while somebody types fast or the page is busy. Only a value that
 * the editor has not told itself comes from elsewhere and takes the place of its text.
 */
export function useEditorText(view: RefObject<EditorView | null>, value: string): (text: string) => void {
  const told = useRef([value]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const echo = told.current.indexOf(value);
    if (editor.state.doc.toString() === value) told.current = [];
    else if (echo >= 0) told.current = told.current.slice(echo + 1);
    else {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
      told.current = [];
    }
  }, [view, value]);
  return (text) => void told.current.push(text);
}
