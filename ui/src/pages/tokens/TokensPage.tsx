import { ApiOutlined, StopOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { may, useSession } from "@/api/session";
import { AddRemoveList } from "@/components/AddRemoveList";
import type { GridColumn } from "@/components/DataGrid";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import { tokensQuery, useRevokeToken, type Token } from "./queries";
import { texts } from "./texts";
import { TokenDialog } from "./TokenDialog";

/** Passwords of programs: made, shown once, revoked. */
export default function TokensPage() {
  const t = useTexts(texts);
  const all = may(useSession(), "administer");
  const revoke = useRevokeToken();
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
  return (
    <AddRemoveList
      title={t.title}
      query={() => tokensQuery(all)}
      columns={columns}
      rowKey={(row) => String(row.id)}
      add={t.create}
      dialog={(close) => <TokenDialog choosesAccount={all} onClose={close} />}
      remove={{
        label: t.revoke,
        icon: <StopOutlined aria-hidden />,
        danger: true,
        question: ([only, ...others]) => (only && others.length === 0 ? t.askRevoke(only.name) : t.askRevokeMany(others.length + 1)),
        hint: t.revokeHint,
        keep: t.keep,
        run: (row) => revoke.mutateAsync(row.id),
      }}
      empty={{ icon: <ApiOutlined aria-hidden />, title: t.emptyTitle, hint: t.emptyHint }}
    />
  );
}
