import { CloudServerOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Space, Tag } from "antd";
import { Link, useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import { placesQuery } from "@/api/places";
import { typesQuery } from "@/api/types";
import type { GridColumn } from "@/components/DataGrid";
import { DefinitionList, definitionPath } from "@/components/DefinitionList";
import { Tick } from "@/components/Tick";
import { Time } from "@/components/Time";
import { TypeMenu } from "@/components/TypeMenu";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { StateMarks } from "./ConnectionState";
import { presetsQuery } from "./presets";
import { texts } from "./texts";

/** «Администрирование» – «Подключения»: the list. */
export default function ConnectionsPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const { data: types = [] } = useQuery(typesQuery("connections"));
  const { data: places = [] } = useQuery(placesQuery);
  const placesOf = (name: string) => places.filter((one) => one.kind === "connection" && one.name === name);
  const typeLabel = (name: unknown) => {
    const type = types.find((one) => one.type === name);
    return type ? label(type.label) : String(name);
  };
  const { data: presets = [] } = useQuery(presetsQuery);
  const create = (
    <TypeMenu kind="connections" starts={presets} onChoose={(type, preset) => void navigate(`/connections/new/${type}${preset ? `?preset=${preset}` : ""}`)} />
  );
  const columns: GridColumn<Definition>[] = [
    { key: "id", title: t.id, width: 110, render: (_, row) => <span className="quiet">{row.id}</span> },
    { key: "name", title: t.systemName, render: (_, row) => <Space size={4}><Link to={definitionPath("connections", row)}>{row.name}</Link><StateMarks places={placesOf(row.name)} /></Space> },
    { key: "type", title: t.type, render: (_, row) => typeLabel(row.body.type) },
    { key: "server", title: t.server, render: (_, row) => <Server body={row.body} /> },
    { key: "enabled", title: t.enabled, width: 110, align: "center", render: (_, row) => <Tick value={row.active} /> },
    { key: "changed", title: t.changed, width: 150, render: (_, row) => <Time value={row.changed} /> },
  ];
  return <DefinitionList folder="connections" title={t.title} columns={columns} create={create} empty={{ icon: <CloudServerOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }} />;
}

function Server({ body }: { body: Definition["body"] }) {
  const t = useTexts(texts);
  if (typeof body.host !== "string") return null;
  const unverified = body.encryption !== "none" && body.tls_verify === "off";
  return (
    <>
      {body.host}
      {body.port !== undefined && <span className="quiet">:{String(body.port)}</span>}
      {unverified && (
        <Tag color="red" style={{ marginInlineStart: 8 }}>
          {t.unverified}
        </Tag>
      )}
    </>
  );
}
