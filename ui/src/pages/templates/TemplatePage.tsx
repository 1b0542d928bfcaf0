import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { definitionQuery } from "@/api/definitions";
import { typesQuery } from "@/api/types";
import { Loading } from "@/components/Loading";
import { NotLoaded } from "@/frame/NotLoaded";
import { TemplateEditor } from "./editor/TemplateEditor";

/** One record template: properties, attributes, forms, buttons. */
export default function TemplatePage() {
  const { name = "" } = useParams();
  const stored = useQuery(definitionQuery("templates", name));
  const kinds = useQuery(typesQuery("definitions"));
  const attributeTypes = useQuery(typesQuery("attributes"));
  const operations = useQuery(typesQuery("operations"));
  const error = stored.error ?? kinds.error ?? attributeTypes.error ?? operations.error;
  if (error) return <NotLoaded error={error} again={() => void stored.refetch()} />;
  const schema = kinds.data?.find((one) => one.type === "template")?.schema;
  if (!stored.data || !schema || !attributeTypes.data || !operations.data) return <div className="card padded"><Loading rows={8} /></div>;
  return (
    <TemplateEditor
      key={`${name} ${stored.data.version}`}
      stored={stored.data}
      schema={schema}
      attributeTypes={attributeTypes.data}
      operations={operations.data}
    />
  );
}
