import { Link } from "react-router";
import type { DraftCheck } from "@/api/draftCheck";
import { DefinitionTitle } from "@/components/DefinitionTitle";

const FOLDERS = { connection: "connections", route: "routes", template: "templates", scenario: "scenarios", app: "apps" } as const;

/** Who would not work any more, and why. */
export function Affected({ affected }: { affected: DraftCheck["affected"] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {affected.map((one) => (
        <li key={`${one.kind} ${one.name}`}>
          <Link to={`/${FOLDERS[one.kind]}/${one.name}`} target="_blank">
            <DefinitionTitle folder={FOLDERS[one.kind]} name={one.name} />
          </Link>
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
