import { Form, type FormInstance } from "antd";
import type { Values } from "./schema";

/** Whether the form differs from what it began with. */
export function useDirty(form: FormInstance, initial: Values): boolean {
  const values = Form.useWatch([], { form, preserve: true }) as Values | undefined;
  return values !== undefined && told({ ...initial, ...values }) !== told(initial);
}

/** JSON with its keys in order; what is empty is left out, so that touching a field changes nothing. */
function told(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => {
    if (held === "" || held === null) return undefined;
    if (typeof held !== "object" || Array.isArray(held)) return held;
    return Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
