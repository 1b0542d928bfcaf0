import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { definitionsQuery } from "@/api/definitions";
import type { WidgetProps } from "./widget";

/** One of the apps. */
export default function AppWidget({ schema: _sc, nullable, path: _p, root: _r, stored: _s, value, onChange, ...field }: WidgetProps<string>) {
  const { data } = useQuery(definitionsQuery("apps", { limit: 500 }));
  return (
    <Select
      {...field}
      value={value}
      onChange={(next) => onChange?.(next)}
      allowClear={nullable}
      options={(data?.items ?? []).map((one) => ({ value: one.name, label: one.title || one.name }))}
    />
  );
}
