import { ApiOutlined, PlusOutlined, StopOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useState } from "react";
import { may, useSession } from "@/api/session";
import { DataGrid, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { Time } from "@/components/Time";
import { useConfirm } from "@/components/useConfirm";
import { useTexts } from "@/i18n/LanguageProvider";
import { tokensQuery, useRevokeToken, type Token } from "./queries";
import { texts } from "./texts";
import { TokenDialog } from "./TokenDialog";

/** Passwords of programs: made, shown once, revoked. */
export default function TokensPage() {
  const t = useTexts(texts);
  const all = may(useSession(), "administer");
  const confirm = useConfirm();
  const [creating, setCreating] = useState(false);
  const revoke = useRevokeToken();
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
      {t.create}
    </Button>
  );
  const columns: GridColumn<Token>[] = [
    { key: "name", title: t.name, dataIndex: "name" },
    ...(all ? [{ key: "login", title: t.account, dataIndex: "login" }] : []),
    { key: "created", title: t.created, width: 180, render: (_, row) => <Time value={row.created} /> },
    {
      key: "expires",
      title: t.expires,
      width: 220,
      render: (_, row) => (row.expires ? <><Time value={row.expires} /> {row.expired && <Tag color="red">{t.expired}</Tag>}</> : <span className="quiet">{t.always}</span>),
    },
  ];
  const ask = (rows: readonly Token[]) =>
    confirm({
      title: rows.length === 1 && rows[0] ? t.askRevoke(rows[0].name) : t.askRevokeMany(rows.length),
      content: t.revokeHint,
      ok: t.revoke,
      cancel: t.keep,
      danger: true,
      onOk: async () => {
        for (const row of rows) await revoke.mutateAsync(row.id);
      },
    });
  return (
    <>
      <PageHeader title={t.title} />
      <DataGrid
        label={t.title}
        query={() => tokensQuery(all)}
        columns={columns}
        rowKey={(row) => String(row.id)}
        searchable={false}
        create={create}
        actions={[{ key: "revoke", label: t.revoke, icon: <StopOutlined />, danger: true, run: ask }]}
        empty={{ icon: <ApiOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: create }}
      />
      {creating && <TokenDialog choosesAccount={all} onClose={() => setCreating(false)} />}
    </>
  );
}
