import { DeleteOutlined, SettingOutlined, ShareAltOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { definitionsQuery, type Definition } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { TypeMenu } from "@/components/TypeMenu";
import { useDeleteDefinitions } from "@/components/useDeleteDefinitions";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { OffMark } from "./OffMark";
import { texts } from "./texts";

/** «Администрирование» – «Пути передачи данных»: the list. */
export default function RoutesPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const remove = useDeleteDefinitions("routes");
  const { data: types = [] } = useQuery(typesQuery("routes"));
  const typeLabel = (name: unknown) => {
    const type = types.find((one) => one.type === name);
    return type ? label(type.label) : String(name);
  };
  const path = (row: Definition) => `/routes/${row.name}`;
  const create = <TypeMenu kind="routes" onChoose={(type) => void navigate(`/routes/new/${type}`)} />;
  const columns: GridColumn<Definition>[] = [
    { key: "name", title: t.systemName, render: (_, row) => <Link to={path(row)}>{row.name}</Link> },
    { key: "description", title: t.description, ellipsis: true, render: (_, row) => String(row.body.description ?? "") },
    { key: "type", title: t.type, render: (_, row) => typeLabel(row.body.type) },
    { key: "app", title: t.app, render: (_, row) => row.app ?? <span className="quiet">—</span> },
    { key: "connection", title: t.connection, render: (_, row) => String(row.body.connection ?? "") },
    { key: "disabled", title: t.disabled, width: 130, render: (_, row) => <OffMark route={row} /> },
    { key: "changed", title: t.changed, width: 150, render: (_, row) => <Time value={row.changed} /> },
  ];
  return (
    <>
      <PageHeader title={t.title} />
      <DataGrid
        label={t.title}
        query={(asked) => definitionsQuery("routes", asked)}
        columns={columns}
        rowKey={(row) => row.name}
        open={path}
        create={create}
        actions={[
          { key: "open", label: t.open, icon: <SettingOutlined />, single: true, run: ([row]) => row && void navigate(path(row)) },
          { key: "delete", label: t.delete, icon: <DeleteOutlined />, danger: true, run: (rows) => void remove(rows.map((row) => row.name)) },
        ]}
        empty={{ icon: <ShareAltOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: create }}
      />
    </>
  );
}
