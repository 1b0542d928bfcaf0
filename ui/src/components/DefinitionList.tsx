import { DeleteOutlined, SettingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { definitionsQuery, type Definition, type Folder } from "@/api/definitions";
import { useTexts } from "@/i18n/LanguageProvider";
import { DataGrid, type GridColumn } from "./DataGrid";
import { PageHeader } from "./PageHeader";
import { texts } from "./texts";
import { useDeleteDefinitions } from "./useDeleteDefinitions";

interface Props {
  readonly folder: Folder;
  readonly title: string;
  readonly columns: readonly GridColumn<Definition>[];
  /** The button «Создать»; also what an empty list offers, unless that names another. */
  readonly create: ReactNode;
  readonly empty: { readonly title: string; readonly hint: ReactNode; readonly icon: ReactNode; readonly action?: ReactNode };
  readonly searchLabel?: string;
  /** What opening one is called; «Свойства» without it. */
  readonly openLabel?: string;
  /** Commands of the page, at the right of its title. */
  readonly commands?: ReactNode;
}

/** The page of a kind of definitions: its list, with opening and deleting. */
export function DefinitionList({ folder, title, columns, create, empty, searchLabel, openLabel, commands }: Props) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const remove = useDeleteDefinitions(folder);
  return (
    <>
      <PageHeader title={title} commands={commands} />
      <DataGrid<Definition>
        label={title}
        query={(asked) => definitionsQuery(folder, asked)}
        columns={columns}
        rowKey={(row) => row.name}
        open={(row) => definitionPath(folder, row)}
        create={create}
        searchLabel={searchLabel}
        actions={[
          { key: "open", label: openLabel ?? t.properties, icon: <SettingOutlined aria-hidden />, single: true, run: ([row]) => row && void navigate(definitionPath(folder, row)) },
          { key: "delete", label: t.delete, icon: <DeleteOutlined aria-hidden />, danger: true, run: (rows) => void remove(rows.map((row) => row.name)) },
        ]}
        empty={{ action: create, ...empty }}
      />
    </>
  );
}

/** The page of one definition. */
export function definitionPath(folder: Folder, one: Pick<Definition, "name">): string {
  return `/${folder}/${one.name}`;
}
