import { ShareAltOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import type { GridColumn } from "@/components/DataGrid";
import { DefinitionList, definitionPath } from "@/components/DefinitionList";
import { Shortened } from "@/components/Shortened";
import { Time } from "@/components/Time";
import { TypeMenu } from "@/components/TypeMenu";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { OffMark } from "./OffMark";
import { texts } from "./texts";

/** «Администрирование» – «Пути передачи данных»: the list. */
export default function RoutesPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const { data: types = [] } = useQuery(typesQuery("routes"));
  const typeLabel = (name: unknown) => {
    const type = types.find((one) => one.type === name);
    return type ? label(type.label) : String(name);
  };
  const create = <TypeMenu kind="routes" onChoose={(type) => void navigate(`/routes/new/${type}`)} />;
  const columns: GridColumn<Definition>[] = [
    { key: "name", title: t.systemName, render: (_, row) => <Link to={definitionPath("routes", row)}>{row.name}</Link> },
    { key: "description", title: t.description, render: (_, row) => <Shortened text={String(row.body.description ?? "")} /> },
    { key: "type", title: t.type, render: (_, row) => typeLabel(row.body.type) },
    { key: "app", title: t.app, render: (_, row) => row.app ?? <span className="quiet">—</span> },
    { key: "connection", title: t.connection, render: (_, row) => String(row.body.connection ?? "") },
    { key: "disabled", title: t.disabled, width: 130, render: (_, row) => <OffMark route={row} /> },
    { key: "changed", title: t.changed, width: 150, render: (_, row) => <Time value={row.changed} /> },
  ];
  return <DefinitionList folder="routes" title={t.title} columns={columns} create={create} empty={{ icon: <ShareAltOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }} />;
}
