import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { definitionsQuery } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import type { WidgetProps } from "./widget";

/** One of the connections that fit: those of the same type as what is edited. */
export default function ConnectionWidget({ schema: _sc, nullable, path: _p, root, stored: _s, value, onChange, ...field }: WidgetProps<string>) {
  const t = useTexts(texts);
  const { data, isFetching } = useQuery(definitionsQuery("connections", { limit: 500 }));
  const type = root.properties?.type?.const;
  const fitting = (data?.items ?? []).filter((one) => type === undefined || one.body.type === type);
  return (
    <Select
      {...field}
      value={value}
      onChange={(next) => onChange?.(next)}
      allowClear={nullable}
      loading={isFetching && !data}
      showSearch={{ optionFilterProp: "name" }}
      placeholder={t.chooseConnection}
      notFoundContent={t.noConnections}
      options={fitting.map((one) => ({
        value: one.name,
        name: `${one.name} ${String(one.body.description ?? "")}`,
        label: <>{one.name} <span className="quiet">{String(one.body.sender_address ?? one.body.host ?? "")}</span></>,
      }))}
    />
  );
}
