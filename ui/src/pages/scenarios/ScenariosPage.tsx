import { ApartmentOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { Link, useNavigate } from "react-router";
import { definitionsQuery, type Definition } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { useDeleteDefinitions } from "@/components/useDeleteDefinitions";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { useTitles } from "./designer/useTitles";
import { texts } from "./texts";

/** The list of scenarios. */
export default function ScenariosPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const titles = useTitles();
  const remove = useDeleteDefinitions("scenarios");
  const { data: events = [] } = useQuery(typesQuery("events"));
  const eventOf = (row: Definition) => {
    const event = row.body.event as { type: string; context_template?: string };
    const type = events.find((one) => one.type === event.type);
    const on = event.context_template ? ` · ${titles.template(event.context_template)}` : "";
    return `${type ? label(type.label) : event.type}${on}`;
  };
  const path = (row: Definition) => `/scenarios/${row.name}`;
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate("/scenarios/new")}>
      {t.create}
    </Button>
  );
  const columns: GridColumn<Definition>[] = [
    { key: "title", title: t.title, render: (_, row) => <Link to={path(row)}>{row.title}</Link> },
    { key: "name", title: t.name, render: (_, row) => <span className="quiet">{row.name}</span> },
    { key: "event", title: t.event, render: (_, row) => eventOf(row) },
    { key: "run_as", title: t.runAs, render: (_, row) => (row.body.run_as === "system" ? t.system : t.initiator) },
    { key: "status", title: t.status, width: 220, render: (_, row) => <Status row={row} /> },
  ];
  return (
    <>
      <PageHeader title={t.scenarios} />
      <DataGrid
        label={t.scenarios}
        query={(asked) => definitionsQuery("scenarios", asked)}
        columns={columns}
        rowKey={(row) => row.name}
        open={path}
        create={create}
        searchLabel={t.search}
        actions={[
          { key: "open", label: t.open, icon: <EditOutlined aria-hidden />, single: true, run: ([row]) => row && void navigate(path(row)) },
          { key: "delete", label: t.delete, icon: <DeleteOutlined aria-hidden />, danger: true, run: (rows) => void remove(rows.map((row) => row.name)) },
        ]}
        empty={{ icon: <ApartmentOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint, action: create }}
      />
    </>
  );
}

function Status({ row }: { row: Definition }) {
  const t = useTexts(texts);
  const errors = row.problems.filter((problem) => problem.severity !== "warning").length;
  return (
    <>
      <Tag color={row.active ? "green" : undefined}>{row.active ? t.active : t.paused}</Tag>
      {errors > 0 && <Tag color="red">{t.problems(errors)}</Tag>}
    </>
  );
}
