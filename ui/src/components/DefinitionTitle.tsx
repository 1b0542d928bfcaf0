import { useQuery } from "@tanstack/react-query";
import { definitionQuery, type Folder } from "@/api/definitions";

interface Props {
  readonly folder: Folder;
  readonly name: string;
  /** Whoever may not see definitions of the kind reads the system name. */
  readonly enabled?: boolean;
}

/** What a definition is called, of which the system name alone is known. */
export function DefinitionTitle({ folder, name, enabled = true }: Props) {
  const { data } = useQuery({ ...definitionQuery(folder, name), enabled });
  return <>{data?.title || name}</>;
}
