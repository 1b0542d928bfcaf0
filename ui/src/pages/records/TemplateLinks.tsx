import { useQuery } from "@tanstack/react-query";
import { definitionsQuery } from "@/api/definitions";
import { NavigationLink } from "@/frame/Navigation";

const SHOWN = 12;

/** A link to the records of each template, below «Записи». */
export function TemplateLinks({ onGo }: { onGo: () => void }) {
  const { data } = useQuery(definitionsQuery("templates", { limit: SHOWN }));
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {data?.items.map((template) => (
        <li key={template.name}>
          <NavigationLink to={`/records/${template.name}`} label={template.title || template.name} onGo={onGo} />
        </li>
      ))}
    </ul>
  );
}
