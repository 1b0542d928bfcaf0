import { DeleteOutlined, PlusOutlined, SafetyOutlined, SettingOutlined, TeamOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { Link, useNavigate, useSearchParams } from "react-router";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Tick } from "@/components/Tick";
import { useConfirmDelete } from "@/components/useConfirmDelete";
import { useLanguage, useTexts } from "@/i18n/LanguageProvider";
import { accountsQuery, rolesQuery, useDeleteAccount, type Account } from "./queries";
import { texts } from "./texts";

/** People: who gets letters, who signs in, and what they may do. */
export default function AccountsPage() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const confirm = useConfirmDelete();
  const remove = useDeleteAccount();
  const { data: roles = [] } = useQuery(rolesQuery(language));
  const titleOf = (name: string) => roles.find((one) => one.name === name)?.title ?? name;
  const [params, setParams] = useSearchParams();
  const role = roles.find((one) => one.name === params.get("role"))?.name;
  const path = (row: Account) => `/accounts/${encodeURIComponent(row.username)}`;
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate("/accounts/new")}>
      {t.create}
    </Button>
  );
  const columns: GridColumn<Account>[] = [
    { key: "login", title: t.login, render: (_, row) => <Link to={path(row)}>{row.username}</Link> },
    { key: "name", title: t.fullName, dataIndex: "fullName" },
    { key: "mbox", title: t.mbox, dataIndex: "mbox" },
    { key: "roles", title: t.roles, render: (_, row) => row.roles?.map((role) => <Tag key={role}>{titleOf(role)}</Tag>) },
    { key: "signs_in", title: t.signsIn, width: 90, align: "center", render: (_, row) => <Tick value={Boolean(row.can_sign_in && row.active)} /> },
    { key: "active", title: t.active, width: 100, align: "center", render: (_, row) => <Tick value={row.active} /> },
  ];
  const ask = (rows: readonly Account[]) => {
    const [only] = rows;
    confirm({
      title: rows.length === 1 && only ? t.askDelete(only.username) : t.askDeleteMany(rows.length),
      content: t.deleteHint,
      onDelete: async () => {
        for (const row of rows) await remove.mutateAsync(row.username);
      },
    });
  };
  return (
    <>
      <PageHeader title={t.title} commands={<Button icon={<SafetyOutlined aria-hidden />} onClick={() => void navigate("/roles")}>{t.roles}</Button>} />
      <DataGrid
        label={t.title}
        key={role}
        query={(asked) => accountsQuery(asked, role)}
        filters={role && <Tag closable onClose={() => setParams({}, { replace: true })} style={{ paddingBlock: 4 }}>{titleOf(role)}</Tag>}
        filtered={role !== undefined}
        columns={columns}
        rowKey={(row) => row.username}
        open={path}
        create={create}
        actions={[
          { key: "open", label: t.properties, icon: <SettingOutlined />, single: true, run: ([row]) => row && void navigate(path(row)) },
          { key: "delete", label: t.delete, icon: <DeleteOutlined />, danger: true, run: ask },
        ]}
        empty={{ icon: <TeamOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: create }}
      />
    </>
  );
}
