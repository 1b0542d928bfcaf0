import { AppstoreOutlined, DeleteOutlined, DownloadOutlined, PlusOutlined, SettingOutlined, UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { definitionsQuery, type Definition } from "@/api/definitions";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { useDeleteDefinitions } from "@/components/useDeleteDefinitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { packageAddress } from "./queries";
import { texts } from "./texts";

/** «Приложения»: sets of definitions that go from one system to another as a file. */
export default function AppsPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const remove = useDeleteDefinitions("apps");
  const path = (row: Definition) => `/apps/${row.name}`;
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate("/apps/new")}>
      {t.create}
    </Button>
  );
  const upload = (
    <Button icon={<UploadOutlined aria-hidden />} onClick={() => void navigate("/apps/-/upload")}>
      {t.upload}
    </Button>
  );
  const columns: GridColumn<Definition>[] = [
    { key: "title", title: t.title, render: (_, row) => <Link to={path(row)}>{row.title}</Link> },
    { key: "name", title: t.name, render: (_, row) => <span className="quiet">{row.name}</span> },
    { key: "version", title: t.version, width: 110, render: (_, row) => String(row.body.version ?? "") || <span className="quiet">—</span> },
    { key: "description", title: t.description, ellipsis: true, render: (_, row) => String(row.body.description ?? "") },
    { key: "changed", title: t.changed, width: 150, render: (_, row) => <Time value={row.changed} /> },
    {
      key: "download",
      title: t.download,
      width: 130,
      render: (_, row) => (
        <a href={packageAddress(row.name)} download aria-label={`${t.download} ${t.zip}: ${row.title}`}>
          <DownloadOutlined aria-hidden /> {t.zip}
        </a>
      ),
    },
  ];
  return (
    <>
      <PageHeader title={t.apps} commands={upload} />
      <DataGrid
        label={t.apps}
        query={(asked) => definitionsQuery("apps", asked)}
        columns={columns}
        rowKey={(row) => row.name}
        open={path}
        create={create}
        searchLabel={t.search}
        actions={[
          { key: "open", label: t.open, icon: <SettingOutlined aria-hidden />, single: true, run: ([row]) => row && void navigate(path(row)) },
          { key: "delete", label: t.delete, icon: <DeleteOutlined aria-hidden />, danger: true, run: (rows) => void remove(rows.map((row) => row.name)) },
        ]}
        empty={{ icon: <AppstoreOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint, action: upload }}
      />
    </>
  );
}
