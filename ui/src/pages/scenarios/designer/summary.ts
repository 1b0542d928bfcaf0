/** One line that says what an event or an action does, in the reader's words. */
import { kindOf, pathShown, tellingLine, textOf } from "@/expressions/expression";
import type { Texts } from "@/i18n/texts";
import type { summaries } from "./texts";
import type { Action, ScenarioBody } from "./tree";

export type Words = Texts<typeof summaries>;

/** What things are called: the title for a system name. */
export interface Titles {
  readonly template: (name: string) => string;
  readonly button: (template: string, name: string) => string;
  readonly attribute: (template: string, name: string) => string;
  readonly connection: (name: string) => string;
  readonly route: (name: string) => string;
}

export function summaryOfEvent(event: ScenarioBody["event"], titles: Titles, words: Words): string {
  if (event.description) return String(event.description);
  const template = event.context_template;
  const records = template ? titles.template(template) : "";
  switch (event.type) {
    case "button_clicked":
      return template && typeof event.button === "string"
        ? words.buttonClicked(titles.button(template, event.button), records)
        : words.buttonUnset;
    case "record_created":
      return template ? words.recordCreated(records) : words.templateUnset;
    case "record_changed": {
      if (!template) return words.templateUnset;
      const changed = ((event.attributes ?? []) as string[]).map((name) => titles.attribute(template, name));
      return changed.length ? words.attributesChanged(changed.join("», «"), records) : words.recordChanged(records);
    }
    default:
      return typeof event.route === "string" && event.route
        ? words.messageEvent(titles.connection(String(event.connection ?? "")), titles.route(event.route))
        : records;
  }
}

export function summaryOf(action: Action, template: string | null, titles: Titles, words: Words): string {
  if (action.description) return action.description;
  const target = typeof action.template === "string" && action.template ? titles.template(action.template) : "…";
  const set = String(action.set ?? "…");
  switch (action.type) {
    case "change_variables": {
      if (action.operation === "exclude") return words.setExcluded(set);
      const names = ((action.variables ?? []) as { name: string }[]).map((row) => row.name || "…");
      return (action.operation === "add" ? words.setAdded : words.setReplaced)(set, names.join(", ") || "…");
    }
    case "change_attributes": {
      const rows = (action.attributes ?? []) as { attribute?: string }[];
      const named = rows.map((row) => (row.attribute ? (template ? titles.attribute(template, row.attribute) : row.attribute) : "…"));
      return words.attributes(named.join("», «") || "…");
    }
    case "send_message":
      return words.send(
        String(action.message_variable ?? "…"),
        action.route ? titles.route(String(action.route)) : "…",
        action.connection ? titles.connection(String(action.connection)) : "…",
      );
    case "create_record":
      return words.create(target);
    case "clone_record":
      return words.clone(target);
    case "change_context":
      return words.context(target, shownExpression(action.objects));
    case "check_expression":
      return words.check(shownExpression(action.expression));
    case "run_by_conditions":
      return words.conditions(((action.branches ?? []) as unknown[]).length);
    case "repeat_by_counter":
      return words.counter(shownExpression(action.count), String(action.variable ?? "…"));
    case "repeat_over_objects":
      return words.objects(shownExpression(action.objects), String(action.variable ?? "…"));
    case "attach_document": {
      const rows = (action.documents ?? []) as { attribute?: string; value?: string }[];
      return rows.map((row) => `${row.value ?? "…"} → ${row.attribute ?? "…"}`).join(", ") || "…";
    }
    default:
      return "";
  }
}

/** A value on one line, as the cards show it. */
export function shownExpression(expression: unknown): string {
  const kind = kindOf(expression);
  if (kind === null) return "…";
  const text = textOf(expression);
  const line = tellingLine(kind, text) || "…";
  return kind === "attribute" ? pathShown(text) : kind === "n3" ? `N3: ${line}` : line;
}
