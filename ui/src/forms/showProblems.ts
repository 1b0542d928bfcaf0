import type { FormInstance } from "antd";
import type { Problem } from "@/api/problem";

/** `attributes.request.0.name` as a place in the form. */
export function placeOf(path: string): readonly (string | number)[] {
  return path === "" ? [] : path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/**
 * Put each problem beside its field; a place inside a field's value is told at the field itself.
 *
 * Gives those that belong to no field of the form, for a message above it.
 */
export function showProblems(form: FormInstance, problems: readonly Problem[]): readonly Problem[] {
  const byField = new Map<string, { place: readonly (string | number)[]; errors: string[]; warnings: string[] }>();
  const homeless: Problem[] = [];
  for (const problem of problems) {
    const place = nearestField(form, placeOf(problem.path));
    if (!place) {
      homeless.push(problem);
      continue;
    }
    const key = JSON.stringify(place);
    const held = byField.get(key) ?? { place, errors: [], warnings: [] };
    (problem.severity === "warning" ? held.warnings : held.errors).push(problem.message);
    byField.set(key, held);
  }
  form.setFields([...byField.values()].map(({ place, errors, warnings }) => ({ name: [...place], errors, warnings })));
  const [first] = [...byField.values()].filter(({ errors }) => errors.length > 0);
  if (first) form.scrollToField([...first.place], { block: "center", focus: true });
  return homeless;
}

function nearestField(form: FormInstance, place: readonly (string | number)[]): readonly (string | number)[] | undefined {
  const shown = new Set(form.getFieldsError().map((field) => JSON.stringify(field.name)));
  for (let length = place.length; length > 0; length--) {
    if (shown.has(JSON.stringify(place.slice(0, length)))) return place.slice(0, length);
  }
  return undefined;
}
