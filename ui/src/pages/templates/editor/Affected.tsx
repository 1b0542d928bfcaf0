import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { namedQuery } from "@/api/named";
import type { DraftCheck } from "@/api/draftCheck";
import type { Folder } from "@/api/definitions";

const FOLDERS = { connection: "connections", route: "routes", template: "templates", scenario: "scenarios", app: "apps" } as const;

/** Who would not work any more, and why. */
export function Affected({ affected }: { affected: DraftCheck["affected"] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {affected.map((one) => (
        <li key={`${one.kind} ${one.name}`}>
          <Named folder={FOLDERS[one.kind]} name={one.name} />
          <ul style={{ paddingInlineStart: 18 }}>
            {one.problems.map((problem) => (
              <li key={`${problem.path} ${problem.code}`} className="quiet">{problem.message}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Named({ folder, name }: { folder: Folder; name: string }) {
  const { data } = useQuery(namedQuery(folder));
  return (
    <Link to={`/${folder}/${name}`} target="_blank">
      {data?.get(name)?.title || name}
    </Link>
  );
}
