import { FileTextOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { definitionsQuery, type Definition } from "@/api/definitions";
import { may, useSession } from "@/api/session";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "./texts";

/** «Записи»: whose records one wants to see. */
export default function TemplatesOfRecordsPage() {
  const t = useTexts(texts);
  const session = useSession();
  const navigate = useNavigate();
  const path = (row: Definition) => `/records/${row.name}`;
  const columns: GridColumn<Definition>[] = [
    { key: "title", title: t.template, render: (_, row) => <Link to={path(row)}>{row.title || row.name}</Link> },
    { key: "description", title: t.description, render: (_, row) => <span className="quiet">{String(row.body.description ?? "")}</span> },
    { key: "new", title: "", width: 140, align: "right", render: (_, row) => <Link to={`${path(row)}/new`} aria-label={`${t.newRecord}: ${row.title}`}>{t.newRecord}</Link> },
  ];
  return (
    <>
      <PageHeader title={t.records} />
      <DataGrid
        label={t.records}
        query={(asked) => definitionsQuery("templates", asked)}
        columns={columns}
        rowKey={(row) => row.name}
        open={path}
        empty={{
          icon: <FileTextOutlined />,
          title: t.noTemplates,
          hint: t.noTemplatesHint,
          action: may(session, "build") && <Button type="primary" onClick={() => void navigate("/templates")}>{t.toTemplates}</Button>,
        }}
      />
    </>
  );
}
