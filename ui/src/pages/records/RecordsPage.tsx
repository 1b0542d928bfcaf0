import { useParams } from "react-router";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { useTemplate } from "./queries";
import { RecordList } from "./table/RecordList";

/** The records of a template. */
export default function RecordsPage() {
  const { template: name = "" } = useParams();
  const { template, error, refetch } = useTemplate(name);
  if (error) return <NotLoaded error={error} again={() => void refetch()} />;
  if (!template) return <div className="card padded"><Loading rows={6} /></div>;
  return <RecordList key={name} template={template} />;
}
