import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers, placeholder as hint } from "@codemirror/view";
import { useLayoutEffect, useRef } from "react";
import { assistance } from "./assist";
import "./CodeEditor.css";
import type { Language } from "./expression";
import { colours, languages } from "./languages";
import type { Checked } from "./queries";
import { useScope } from "./scope";
import { takeOver } from "./takeOver";
import { useEditorText } from "./useEditorText";
import type { Caret } from "./StandIn";

interface Props {
  readonly language: Language;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** The name for screen readers. */
  readonly label: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** Of the field that stood in for the editor while it was loaded. */
  readonly caret?: Caret;
  /** Numbered lines and a fixed height: the large editor. */
  readonly large?: boolean;
  readonly onChecked?: (checked: Checked) => void;
}

/** A text in one of the expression languages, with colours, completion and the server's findings. Loaded when needed. */
export default function CodeEditor({ language, value, onChange, label, placeholder, autoFocus, caret, large, onChecked }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const scope = useScope();
  const told = useEditorText(view, value);
  const live = useRef({ scope, onChange, onChecked });
  live.current = { scope, onChange, onChecked };

  // Before the next key is handled, which the field that stood in can no longer take.
  useLayoutEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          large ? lineNumbers() : [],
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          hint(placeholder ?? ""),
          languages[language],
          colours,
          assistance({
            language,
            scope: () => live.current.scope,
            onChecked: (checked) => live.current.onChecked?.(checked),
          }),
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
    if (autoFocus) editor.focus();
    takeOver(editor, caret);
    return () => editor.destroy();
    // The editor keeps its own text; it is made anew only for another language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language, large]);

  return <div ref={place} className={large ? "code-editor code-editor-large" : "code-editor"} />;
}
