import type { Text } from "@/i18n/texts";
import { plainly, type Schema } from "@/forms/schema";

/** A dotted path in the words of the form: «Интеграция › Шаблон темы»; parts without a label stand as they are. */
export function fieldTitle(path: string, root: Schema | undefined, label: (text: Text) => string): string {
  let schema = root;
  const steps: string[] = [];
  for (const step of path.split(".")) {
    const under = schema && root ? plainly(schema, root).schema : undefined;
    if (/^\d+$/.test(step)) {
      schema = under?.items;
      steps.push(String(Number(step) + 1));
      continue;
    }
    schema = under?.properties?.[step];
    const text = schema?.["x-label"];
    steps.push(text ? label(text) : step);
  }
  return steps.join(" › ");
}
