import { lazy, Suspense } from "react";
import { Loading } from "@/components/Loading";
import type { VariableRow } from "@/pages/scenarios/variables/rows";
import type { WidgetProps } from "./widget";

const VariableTable = lazy(() => import("@/pages/scenarios/variables/VariableTable"));

/** The nested variables of a set. */
export default function VariablesWidget({ id, value, onChange }: WidgetProps<VariableRow[]>) {
  return (
    <Suspense fallback={<Loading rows={3} />}>
      <VariableTable id={id} rows={value ?? []} onChange={(rows) => onChange?.(rows)} />
    </Suspense>
  );
}
