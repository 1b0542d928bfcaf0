import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { recordQuery, useTemplate } from "./queries";
import { RecordView } from "./RecordView";

/** A record (`:id`), or a new one of the template (`new`). */
export default function RecordPage() {
  const { template: name = "", id } = useParams();
  const { template, error, refetch } = useTemplate(name);
  const record = useQuery({ ...recordQuery(name, id ?? ""), enabled: id !== undefined });
  const failed = error ?? (record.data ? null : record.error);
  if (failed) return <NotLoaded error={failed} again={() => void (error ? refetch() : record.refetch())} />;
  if (!template || (id !== undefined && !record.data)) return <div className="card padded"><Loading rows={6} /></div>;
  return <RecordView key={id ?? `new ${name}`} template={template} record={record.data} />;
}
