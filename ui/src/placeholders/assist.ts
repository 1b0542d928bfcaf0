/** Colours, completion and findings for `{placeholders}`; all of it is known here, nothing is asked of the server. */
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { linter, type Action, type Diagnostic } from "@codemirror/lint";
import { RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import type { Texts } from "@/i18n/texts";
import type { Declared } from "./declared";
import { nearest } from "./nearest";
import { placeholdersIn } from "./placeholders";
import type { texts } from "./texts";

export interface Known {
  readonly declared: readonly Declared[];
  readonly t: Texts<typeof texts>;
  /** Adds a string attribute to the route; left out where that cannot be done. */
  readonly declare?: (name: string) => void;
}

/** known: read at every question, since attributes change while the editor is open. */
export function placeholderAssistance(known: () => Known): Extension {
  return [
    pills,
    autocompletion({ override: [(context) => complete(context, known().declared)], icons: false }),
    linter((view) => placeholdersIn(view.state.doc.toString()).flatMap((one) => finding(one, known())), { delay: 150 }),
  ];
}

const pill = Decoration.mark({ class: "cm-placeholder-name" });

const pills = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marked(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = marked(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marked(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const { from, to } of placeholdersIn(view.state.doc.toString())) marks.add(from, to, pill);
  return marks.finish();
}

function complete(context: CompletionContext, declared: readonly Declared[]): CompletionResult | null {
  const before = context.matchBefore(/\{[\p{L}\p{N}_.]*/u);
  if (!before) return null;
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === "}";
  return {
    from: before.from + 1,
    options: declared.filter((one) => !one.object).map(({ path, description }) => ({ label: path, detail: description, apply: closed ? path : `${path}}` })),
    validFor: /^[\p{L}\p{N}_.]*$/u,
  };
}

function finding({ path, from, to }: { path: string; from: number; to: number }, { declared, t, declare }: Known): Diagnostic[] {
  const target = declared.find((one) => one.path === path);
  if (target && !target.object) return [];
  const usable = declared.filter((one) => !one.object).map((one) => one.path);
  const meant = target ? usable.find((one) => one.startsWith(`${path}.`)) : nearest(path, usable);
  const actions: Action[] = [];
  if (meant) {
    const name = { from: from + 1, to: from + 1 + path.length };
    actions.push({ name: t.replace(meant), apply: (view) => view.dispatch({ changes: { ...name, insert: meant } }) });
  }
  if (!target && declare && !path.includes(".")) actions.push({ name: t.declare(path), apply: () => declare(path) });
  return [{ from, to, severity: "error", message: target ? t.object(path) : t.undeclared(path), actions }];
}
