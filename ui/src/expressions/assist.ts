/** Completion, diagnostics and quick fixes: all of them are asked of the server, which knows templates and types. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { linter, type Diagnostic } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Language } from "./expression";
import { check, type Checked } from "./queries";
import type { Scope } from "./scope";

const PAUSE_MS = 250;
const ANSWERS = "$$dialogVariables->";

interface Asking {
  readonly language: Language;
  readonly scope: () => Scope;
  readonly onChecked: (checked: Checked) => void;
}

/** Both for one editor. scope: read at every question, since the place may change while the editor is open. */
export function assistance({ language, scope, onChecked }: Asking): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const answer = language === "formula" ? context.matchBefore(/\$\$dialogVariables->[\p{L}\d_]*/u) : null;
    const answers = scope().answers;
    if (answer && answers?.length) {
      const options = answers.map(({ name, title }) => ({ label: name, detail: title, type: "property" }));
      return { from: answer.from + ANSWERS.length, options, validFor: /^[\p{L}\d_]*$/u };
    }
    const before = context.matchBefore(/[$?:>\p{L}\d_.@-]+/u);
    if (!before && !context.explicit) return null;
    const found = await check(language, context.state.doc.toString(), scope(), context.pos).catch(() => null);
    if (!found || context.aborted || found.completions.length === 0) return null;
    const from = Math.min(...found.completions.map((one) => one.from));
    return { from, options: found.completions.map(proposal), validFor: /^[$?\p{L}\d_]*$/u };
  };
  const diagnose = async (view: EditorView): Promise<Diagnostic[]> => {
    const text = view.state.doc.toString();
    if (text.trim() === "") return [];
    const found = await check(language, text, scope()).catch(() => null);
    if (!found || view.state.doc.toString() !== text) return [];
    onChecked(found);
    return found.problems.map((problem) => diagnostic(problem, text.length));
  };
  return [
    autocompletion({ override: [complete], activateOnTyping: true, maxRenderedOptions: 60 }),
    linter(diagnose, { delay: PAUSE_MS }),
  ];
}

function proposal(one: Checked["completions"][number]): Completion {
  return {
    label: one.label,
    detail: one.detail,
    type: one.kind === "attribute" ? "property" : one.kind === "prefix" ? "namespace" : one.kind,
    apply: (view, _completion, _from, to) => {
      view.dispatch({
        changes: { from: one.from, to: Math.max(one.to, to), insert: one.insert },
        selection: { anchor: one.from + one.insert.length },
        userEvent: "input.complete",
      });
    },
  };
}

function diagnostic(problem: Checked["problems"][number], length: number): Diagnostic {
  const from = Math.min(problem.from, length);
  const fix = problem.fix;
  return {
    from,
    to: Math.min(Math.max(problem.to, from + 1), length),
    severity: problem.severity === "warning" ? "warning" : "error",
    message: problem.message,
    actions: fix
      ? [{ name: fix.title, apply: (view) => view.dispatch({ changes: fix.edits.map(({ from, to, insert }) => ({ from, to, insert })) }) }]
      : [],
  };
}
