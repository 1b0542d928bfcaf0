import { DownOutlined, DownloadOutlined, MailOutlined, RedoOutlined, StopOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tag, Tooltip } from "antd";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import { address } from "@/api/client";
import type { Letter } from "@/api/letters";
import { useLive } from "@/api/live";
import { may, useSession } from "@/api/session";
import { DataGrid, type GridAction, type GridColumn } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { StateTag } from "@/components/StateTag";
import { Time } from "@/components/Time";
import { useTexts } from "@/i18n/LanguageProvider";
import type { Texts } from "@/i18n/texts";
import styles from "./Messages.module.css";
import { useOrders } from "./orders/useOrders";
import { lettersQuery } from "./queries";
import { SearchHelp } from "./SearchHelp";
import { StateChips } from "./StateChips";
import { texts } from "./texts";
import { useWanted } from "./useWanted";

/** «Письма»: what was sent, what waits and why; kept up to date while it is looked at. Who only uses records sees theirs. */
export default function MessagesPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { wanted, query, toggleState, allStates, drop, limits } = useWanted();
  const orders = useOrders();
  const orderly = may(useSession(), "build");
  useLive(["message"], [["messages", "list"], ["messages", "counts"]], { record: wanted.record, run: wanted.run });
  const columns = useMemo(() => columnsOf(t), [t]);
  const some: GridAction<Letter>[] = [
    { key: "retry", label: t.retry, icon: <RedoOutlined />, run: (rows) => orders.some("retry", rows) },
    { key: "cancel", label: t.cancel, icon: <StopOutlined />, danger: true, run: (rows) => orders.some("cancel", rows) },
  ];
  const all = [
    { key: "retry", icon: <RedoOutlined />, label: t.retryAll, onClick: () => orders.all("retry", wanted) },
    { key: "cancel", icon: <StopOutlined />, label: t.cancelAll, onClick: () => orders.all("cancel", wanted) },
    { key: "export", icon: <DownloadOutlined />, label: <a href={`${address("/messages/export")}?${query}`} download>{t.export}</a> },
  ];
  return (
    <>
      <PageHeader
        title={t.title}
        commands={
          orderly && (
            <Dropdown trigger={["click"]} menu={{ items: all }}>
              <Button aria-haspopup="menu">{t.more} <DownOutlined style={{ fontSize: 11 }} aria-hidden /></Button>
            </Dropdown>
          )
        }
      />
      <StateChips wanted={wanted} onToggle={toggleState} onAll={allStates} />
      <DataGrid<Letter>
        key={`${wanted.state?.join(" ")} ${limits.map((one) => one.value).join(" ")}`}
        label={t.title}
        query={({ q, cursor, limit }) => lettersQuery({ ...wanted, q }, { cursor, limit })}
        columns={columns}
        rowKey={(row) => row.id}
        open={path}
        actions={orderly ? some : undefined}
        searchLabel={t.searchIn}
        filters={
          <>
            {limits.map(({ name, value }) => (
              <Tag key={name} closable onClose={() => drop(name)} style={{ paddingBlock: 4 }}>{t.limited(value)}</Tag>
            ))}
            <SearchHelp />
          </>
        }
        filtered={wanted.state !== undefined || limits.length > 0}
        empty={{ icon: <MailOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: <Button type="primary" onClick={() => void navigate("/records")}>{t.toRecords}</Button> }}
      />
    </>
  );
}

const path = (row: Letter) => `/messages/${row.id}`;

function columnsOf(t: Texts<typeof texts>): GridColumn<Letter>[] {
  return [
    { key: "state", title: t.state, width: 170, render: (_, row) => <State letter={row} /> },
    { key: "subject", title: t.subject, render: (_, row) => <Subject letter={row} to={path(row)} /> },
    { key: "to", title: t.to, render: (_, row) => <Recipients letter={row} /> },
    { key: "route", title: t.route, render: (_, row) => <>{row.route}{row.connection !== row.route && <span className={styles.why}>{row.connection}</span>}</> },
    { key: "created", title: t.created, width: 130, render: (_, row) => <Time value={row.created} /> },
  ];
}

function Subject({ letter, to }: { letter: Letter; to: string }) {
  const t = useTexts(texts);
  return (
    <>
      <Link to={to} className={styles.subject} title={letter.subject}>{letter.subject || t.noSubject}</Link>
      {letter.why && letter.state !== "sent" && <span className={styles.why} title={letter.why}>{letter.why}</span>}
    </>
  );
}

function State({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  return (
    <>
      <StateTag state={letter.state} />
      {letter.due && letter.state === "deferred" && <span className={styles.why}>{t.next} <Time value={letter.due} /></span>}
    </>
  );
}

function Recipients({ letter }: { letter: Letter }) {
  const t = useTexts(texts);
  const [first, ...rest] = letter.recipients;
  if (!first) return null;
  return (
    <>
      {first.address}
      {rest.length > 0 && (
        <Tooltip title={rest.map((one) => one.address).join(", ")}>
          <span className="quiet"> {t.further(rest.length)}</span>
        </Tooltip>
      )}
    </>
  );
}
