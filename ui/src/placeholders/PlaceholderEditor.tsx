import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { forceLinting, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import "@/expressions/CodeEditor.css";
import { colours } from "@/expressions/languages";
import type { Caret } from "@/expressions/StandIn";
import { takeOver } from "@/expressions/takeOver";
import { useEditorText } from "@/expressions/useEditorText";
import { placeholderAssistance, type Known } from "./assist";
import "./PlaceholderEditor.css";

export interface EditorProps {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** The name for screen readers. */
  readonly label: string;
  readonly describedBy?: string;
  readonly invalid?: boolean;
  readonly lines: boolean;
  readonly markup: boolean;
  readonly known: Known;
  /** Of the field that stood in for the editor while it was loaded. */
  readonly caret: Caret;
  /** Puts a text in at the cursor; set while the editor is there. */
  readonly insert: RefObject<((text: string) => void) | null>;
}

/** A text with `{placeholders}`: coloured, completed after `{`, underlined where nothing of that name is declared. */
export default function PlaceholderEditor({ id, value, onChange, label, describedBy, invalid, lines, markup, known, caret, insert }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const mark = useRef(new Compartment());
  const told = useEditorText(view, value);
  const live = useRef({ known, onChange });
  live.current = { known, onChange };

  // Before the next key is handled, which the field that stood in can no longer take.
  useLayoutEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          drawSelection(),
          closeBrackets(),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap]),
          lines ? [] : oneLine,
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": String(lines), spellcheck: "true", ...(id && { id }), ...(describedBy && { "aria-describedby": describedBy }) }),
          mark.current.of(marked(markup)),
          placeholderAssistance(() => live.current.known),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            told(text);
            live.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = editor;
    takeOver(editor, caret);
    insert.current = (text) => {
      editor.dispatch(editor.state.replaceSelection(text));
      editor.focus();
    };
    return () => {
      insert.current = null;
      editor.destroy();
    };
    // The editor keeps its own text, and whoever types into it: it is never made anew, also when the format of the text is
    // known only after it was drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lines, label]);

  useEffect(() => {
    view.current?.dispatch({ effects: mark.current.reconfigure(marked(markup)) });
  }, [markup]);

  const names = known.declared.map((one) => one.path).join(" ");
  useEffect(() => {
    if (view.current) forceLinting(view.current);
  }, [names]);

  return <div ref={place} className={`code-editor placeholder-editor ${lines ? "placeholder-lines" : "placeholder-line"} ${invalid ? "placeholder-invalid" : ""}`} />;
}

const marked = (markup: boolean) => (markup ? [html(), colours] : []);

/** Enter does nothing, and pasted lines are joined. */
const oneLine = [
  keymap.of([{ key: "Enter", run: () => true }]),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\s*\n\s*/g, " ")),
  EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
];
