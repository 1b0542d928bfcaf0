import { DeleteOutlined, DownloadOutlined, FileTextOutlined, PlusOutlined } from "@ant-design/icons";
import { Button as Command, Segmented } from "antd";
import { useCallback, useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { address } from "@/api/client";
import { DataGrid, type GridAction } from "@/components/DataGrid";
import { PageHeader } from "@/components/PageHeader";
import { may, useSession } from "@/api/session";
import { useTexts } from "@/i18n/LanguageProvider";
import { FilterBar } from "../filter/FilterBar";
import { conditionsIn, asFilter, type Condition } from "../filter/conditions";
import { DialogWindow } from "../press/DialogWindow";
import { usePressMany } from "../press/usePressMany";
import { recordsQuery, type RecordRow } from "../queries";
import { operationOf, type RecordTemplate } from "../template";
import { texts } from "../texts";
import { useDeleteRecords } from "../useDeleteRecords";
import { columnsOf } from "./columns";

/** The list as a file, as it is searched, filtered and sorted. */
function csvAddress(template: string, params: URLSearchParams): string {
  const asked = ["q", "sort", "filter", "archived"].flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? ""]] : []));
  return address(`/templates/${template}/records/export`, Object.fromEntries(asked) as Record<string, string>);
}

const NOT_FOR_MANY = ["create", "save", "delete"];

/** The list of a template's records: searched, filtered, sorted, with its buttons for those that are selected. */
export function RecordList({ template }: { template: RecordTemplate }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const session = useSession();
  const remove = useDeleteRecords(template.name);
  const many = usePressMany(template.name);
  const [params, setParams] = useSearchParams();
  const filter = params.get("filter") ?? "";
  const archived = params.get("archived") === "true";
  const put = (name: string, value: string) =>
    setParams((held) => {
      const next = new URLSearchParams(held);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const path = useCallback((row: RecordRow) => `/records/${template.name}/${row.id}`, [template.name]);
  const columns = useMemo(() => columnsOf(template, t, path), [template, t, path]);
  const creating = template.buttons.find((button) => operationOf(button) === "create");
  const deleting = template.buttons.find((button) => operationOf(button) === "delete");
  const create = (
    <Command type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate(`/records/${template.name}/new`)}>
      {creating?.title ?? t.create}
    </Command>
  );
  const actions: GridAction<RecordRow>[] = [
    { key: "open", label: t.open, single: true, run: ([row]) => row && void navigate(path(row)) },
    ...template.buttons
      .filter((button) => !NOT_FOR_MANY.includes(operationOf(button)))
      .map((button) => ({ key: `button ${button.name}`, label: button.title, run: (rows: readonly RecordRow[]) => many.press(button, rows) })),
    { key: "delete", label: deleting?.title ?? t.delete, icon: <DeleteOutlined />, danger: true, run: (rows) => remove(rows, undefined, deleting?.name) },
  ];
  return (
    <>
      <PageHeader
        title={template.title}
        crumbs={[{ label: t.records, to: "/records" }]}
        commands={
          <>
            {may(session, "build") && <Link to={`/templates/${template.name}`}>{t.toTemplate}</Link>}
            <Command icon={<DownloadOutlined aria-hidden />} href={csvAddress(template.name, params)} download>{t.export}</Command>
          </>
        }
      />
      <DataGrid<RecordRow>
        key={`${filter} ${archived}`}
        label={template.title}
        query={({ q, sort, cursor, limit }) => recordsQuery(template.name, { q, sort, cursor, limit, filter: filter || undefined, archived: archived || undefined })}
        columns={columns}
        rowKey={(row) => row.id}
        open={path}
        create={create}
        actions={actions}
        searchLabel={t.searchIn}
        filtered={filter !== "" || archived}
        filters={
          <>
            <FilterBar template={template} conditions={conditionsIn(filter)} onChange={(next: readonly Condition[]) => put("filter", asFilter(next))} />
            <Segmented
              aria-label={t.shownRecords}
              value={archived ? "archived" : "active"}
              onChange={(value) => put("archived", value === "archived" ? "true" : "")}
              options={[{ value: "active", label: t.active }, { value: "archived", label: t.archived }]}
            />
          </>
        }
        empty={{ icon: <FileTextOutlined />, title: t.emptyTitle, hint: t.emptyHint, action: create }}
      />
      <DialogWindow button={many.asking} onAnswer={many.answer} onClose={many.dismissDialog} />
    </>
  );
}
