import { AppstoreOutlined, DownloadOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import type { Definition } from "@/api/definitions";
import type { GridColumn } from "@/components/DataGrid";
import { DefinitionList, definitionPath } from "@/components/DefinitionList";
import { Shortened } from "@/components/Shortened";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { packageAddress } from "./queries";
import { texts } from "./texts";

/** «Приложения»: sets of definitions that go from one system to another as a file. */
export default function AppsPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
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
    { key: "title", title: t.title, render: (_, row) => <Link to={definitionPath("apps", row)}>{row.title}</Link> },
    { key: "name", title: t.name, render: (_, row) => <span className="quiet">{row.name}</span> },
    { key: "version", title: t.version, width: 110, render: (_, row) => String(row.body.version ?? "") || <span className="quiet">—</span> },
    { key: "description", title: t.description, render: (_, row) => <Shortened text={String(row.body.description ?? "")} /> },
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
  return <DefinitionList folder="apps" title={t.apps} columns={columns} create={create} empty={{ icon: <AppstoreOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint, action: upload }} searchLabel={t.search} commands={upload} />;
}
