import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { api, data } from "@/api/client";

interface Props {
  readonly id?: string;
  readonly template: string;
  readonly value: string | null;
  readonly onChange: (record: string | null) => void;
  readonly label: string;
  readonly placeholder?: string;
}

/** One record of a template, found by typing a part of its title. */
export function RecordSelect({ id, template, value, onChange, label, placeholder }: Props) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed);
  const { data: page, isFetching } = useQuery({
    queryKey: ["records", template, "choose", q],
    queryFn: () => data(api.GET("/api/v1/templates/{template}/records", { params: { path: { template }, query: { q, limit: 20 } } })),
    placeholderData: keepPreviousData,
  });
  const found = (page?.items ?? []) as unknown as readonly { id: string; title: string }[];
  return (
    <Select
      id={id}
      aria-label={label}
      style={{ width: "100%" }}
      value={value}
      onChange={(next: string | undefined) => onChange(next ?? null)}
      options={found.map((record) => ({ value: record.id, label: record.title && record.title !== record.id ? `${record.title} · ${record.id}` : record.id }))}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={isFetching}
      placeholder={placeholder}
    />
  );
}
