import { useQuery } from "@tanstack/react-query";
import { Table, type TableColumnType } from "antd";
import { Link } from "react-router";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { Tick } from "@/components/Tick";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { rolesQuery } from "./queries";
import { texts } from "./texts";

interface Row {
  readonly key: string;
  readonly title: string;
}

const HOLDERS = "holders";

/** What each role allows, and how many have it. */
export default function RolesPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { data: roles, error, refetch } = useQuery(rolesQuery(language));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!roles) return <div className="card padded"><Loading rows={6} /></div>;
  const rights = new Map(roles.flatMap((role) => role.rights).map((right) => [right.name, right.title]));
  const rows: Row[] = [...[...rights].map(([key, title]) => ({ key, title })), { key: HOLDERS, title: t.holders }];
  const columns: TableColumnType<Row>[] = [
    { key: "right", title: t.right, dataIndex: "title" },
    ...roles.map((role): TableColumnType<Row> => ({
      key: role.name,
      title: role.title,
      align: "center",
      render: (_, row) =>
        row.key === HOLDERS ? <Link to={`/accounts?role=${role.name}`}>{role.accounts ?? 0}</Link> : <Tick value={role.rights.some((one) => one.name === row.key)} />,
    })),
  ];
  return (
    <>
      <PageHeader title={t.roles} crumbs={[{ label: t.title, to: "/accounts" }]} />
      <p className="quiet">{t.rolesOf}</p>
      <div className="card">
        <Table<Row> columns={columns} dataSource={rows} pagination={false} scroll={{ x: "max-content" }} />
      </div>
    </>
  );
}
