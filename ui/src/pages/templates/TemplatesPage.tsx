import { PlusOutlined, TableOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import type { GridColumn } from "@/components/DataGrid";
import { DefinitionList, definitionPath } from "@/components/DefinitionList";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** The list of record templates. */
export default function TemplatesPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate("/templates/new")}>
      {t.create}
    </Button>
  );
  const columns: GridColumn<Definition>[] = [
    { key: "title", title: t.title, render: (_, row) => <Link to={definitionPath("templates", row)}>{row.title}</Link> },
    { key: "name", title: t.name, render: (_, row) => <span className="quiet">{row.name}</span> },
    { key: "app", title: t.app, render: (_, row) => row.app && <Link to={`/apps/${row.app}`}>{row.app}</Link> },
    { key: "attributes", title: t.attributes, width: 110, align: "end", render: (_, row) => (row.body.attributes as unknown[] | undefined)?.length ?? 0 },
    {
      key: "records",
      title: t.records,
      width: 120,
      render: (_, row) => (
        <Link to={`/records/${row.name}`} aria-label={t.recordsOf(row.title)}>
          {t.records}
        </Link>
      ),
    },
    { key: "changed", title: t.changed, width: 150, render: (_, row) => <Time value={row.changed} /> },
  ];
  return <DefinitionList folder="templates" title={t.templates} columns={columns} create={create} empty={{ icon: <TableOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }} searchLabel={t.search} />;
}
