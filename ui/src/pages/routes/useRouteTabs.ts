import type { FormInstance } from "antd";
import { useSearchParams } from "react-router";
import { placeOf } from "@/forms/showProblems";

export type RouteTab = "general" | "attributes" | "integration";

/** The tab that is open, kept in the address, and the ways to a field on any of them. */
export function useRouteTabs(form: FormInstance) {
  const [params, setParams] = useSearchParams();
  const asked = params.get("tab");
  const current: RouteTab = asked === "attributes" || asked === "integration" ? asked : "general";
  const open = (tab: string) => setParams(tab === "general" ? {} : { tab }, { replace: true });
  const go = (path: string) => {
    open(tabOf(path));
    reach(placeOf(path));
  };
  const toFirstError = () => {
    const first = form.getFieldsError().find(({ errors }) => errors.length > 0);
    if (first) go(first.name.join("."));
  };
  return { current, open, go, toFirstError, tabOf };
}

function tabOf(path: string): RouteTab {
  if (path.startsWith("attributes")) return "attributes";
  return path.startsWith("integration") ? "integration" : "general";
}

/** Focus the field of that place, or the nearest one around it, as soon as its tab shows it. */
function reach(place: readonly (string | number)[], frames = 30): void {
  for (let length = place.length; length > 0; length--) {
    const field = document.getElementById(place.slice(0, length).join("_"));
    if (!field?.checkVisibility()) continue;
    field.scrollIntoView({ block: "center" });
    field.focus();
    return;
  }
  if (frames > 0) requestAnimationFrame(() => reach(place, frames - 1));
}
