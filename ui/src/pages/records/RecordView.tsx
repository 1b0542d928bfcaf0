import { Tabs, Tag } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { PageHeader } from "@/components/PageHeader";
import { useTexts } from "@/i18n/LanguageProvider";
import { History } from "./history/History";
import type { RecordRow } from "./queries";
import { RecordEdit } from "./RecordEdit";
import type { RecordTemplate } from "./template";
import { texts } from "./texts";

/** The page of a record: its form and its history. */
export function RecordView({ template, record }: { template: RecordTemplate; record?: RecordRow }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const list = `/records/${template.name}`;
  const crumbs = [{ label: t.records, to: "/records" }, { label: template.title, to: list }];
  const title = record ? record.title : t.newTitle(template.title);
  const edit = <RecordEdit template={template} record={record} onCreated={(id) => void navigate(`${list}/${id}`, { replace: true })} onLeave={() => void navigate(list)} />;
  return (
    <>
      <PageHeader title={title} crumbs={crumbs} marks={record?.archived && <Tag>{t.archivedMark}</Tag>} />
      {record ? (
        <Tabs
          activeKey={params.get("tab") === "history" ? "history" : "record"}
          onChange={(key) => setParams(key === "history" ? { tab: "history" } : {}, { replace: true })}
          items={[
            { key: "record", label: t.record, children: edit, forceRender: true },
            { key: "history", label: t.history, children: <History template={template} record={record} />, destroyOnHidden: true },
          ]}
        />
      ) : (
        edit
      )}
    </>
  );
}
