import { useParams } from "react-router";
import { Failed } from "@/components/Failed";
import { Loading } from "@/components/Loading";
import { useTemplate } from "./queries";
import { RecordList } from "./table/RecordList";

/** The records of a template. */
export default function RecordsPage() {
  const { template: name = "" } = useParams();
  const { template, error, refetch } = useTemplate(name);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!template) return <div className="card padded"><Loading rows={6} /></div>;
  return <RecordList key={name} template={template} />;
}
