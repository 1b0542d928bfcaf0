import { ApartmentOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import type { GridColumn } from "@/components/DataGrid";
import { DefinitionList, definitionPath } from "@/components/DefinitionList";
import { ToneTag } from "@/components/ToneTag";
import { useLabel, useTexts } from "@/i18n/LanguageProvider";
import { useTitles } from "./designer/useTitles";
import { texts } from "./texts";

/** The list of scenarios. */
export default function ScenariosPage() {
  const t = useTexts(texts);
  const label = useLabel();
  const navigate = useNavigate();
  const titles = useTitles();
  const { data: events = [] } = useQuery(typesQuery("events"));
  const eventOf = (row: Definition) => {
    const event = row.body.event as { type: string; context_template?: string };
    const type = events.find((one) => one.type === event.type);
    const on = event.context_template ? ` · ${titles.template(event.context_template)}` : "";
    return `${type ? label(type.label) : event.type}${on}`;
  };
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate("/scenarios/new")}>
      {t.create}
    </Button>
  );
  const columns: GridColumn<Definition>[] = [
    { key: "title", title: t.title, render: (_, row) => <Link to={definitionPath("scenarios", row)}>{row.title}</Link> },
    { key: "name", title: t.name, render: (_, row) => <span className="quiet">{row.name}</span> },
    { key: "event", title: t.event, render: (_, row) => eventOf(row) },
    { key: "run_as", title: t.runAs, render: (_, row) => (row.body.run_as === "system" ? t.system : t.initiator) },
    { key: "status", title: t.status, width: 220, render: (_, row) => <Status row={row} /> },
  ];
  return <DefinitionList folder="scenarios" title={t.scenarios} columns={columns} create={create} empty={{ icon: <ApartmentOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }} searchLabel={t.search} openLabel={t.open} />;
}

function Status({ row }: { row: Definition }) {
  const t = useTexts(texts);
  const errors = row.problems.filter((problem) => problem.severity !== "warning").length;
  return (
    <>
      <ToneTag tone={row.active ? "good" : "quiet"}>{row.active ? t.active : t.paused}</ToneTag>{" "}
      {errors > 0 && <ToneTag tone="bad">{t.problems(errors)}</ToneTag>}
    </>
  );
}
