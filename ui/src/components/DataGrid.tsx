import { CloseOutlined, LeftOutlined, ReloadOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { Button, Table, type TableColumnType } from "antd";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./DataGrid.module.css";
import { Empty } from "./Empty";
import { Failed } from "./Failed";
import { Loading } from "./Loading";
import { SearchBox } from "./SearchBox";
import { texts } from "./texts";
import { useGridState } from "./useGridState";

/** One page of a list, as every list of the API answers. */
export interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  readonly total?: number | null;
}

/** What the reader asks of a list; kept in the address, so that a list can be linked. */
export interface GridRequest {
  readonly q?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A column; `sortBy` is the server's name for it, where the server can sort by it. */
export interface GridColumn<Row> extends Omit<TableColumnType<Row>, "sorter"> {
  readonly key: string;
  readonly title: string;
  readonly sortBy?: string;
}

export interface GridAction<Row> {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  /** Only for exactly one selected row. */
  readonly single?: boolean;
  readonly run: (rows: readonly Row[]) => void;
}

interface Props<Row> {
  /** What the table lists, for those who hear it. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  // The query's own types vary by page; only its data matters here.
  readonly query: (asked: GridRequest) => Pick<UseQueryOptions<PageOf<Row>, Error, PageOf<Row>, never>, "queryKey"> & object;
  /** Where a row leads; a row opens by double click and by its link. */
  readonly open?: (row: Row) => string;
  /** The button «Создать», first in the toolbar. */
  readonly create?: ReactNode;
  /** Offered when rows are selected. */
  readonly actions?: readonly GridAction<Row>[];
  /** Further filters, after the search. */
  readonly filters?: ReactNode;
  readonly searchable?: boolean;
  readonly searchLabel?: string;
  /** Shown instead of the table while there is nothing at all. */
  readonly empty: { readonly title: string; readonly hint?: ReactNode; readonly action?: ReactNode; readonly icon?: ReactNode };
  /** Ask again every so many milliseconds. */
  readonly refreshEvery?: number;
  /** Filters of the page's own are on, so that an empty answer means that nothing was found. */
  readonly filtered?: boolean;
}

const LIMIT = 50;

/** The one list of the interface: search, sort, pages by cursor, selection with its commands, and what to do when empty. */
export function DataGrid<Row extends object>(props: Props<Row>) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const state = useGridState();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const asked: GridRequest = { q: state.q || undefined, sort: state.sort || undefined, cursor: state.cursor, limit: LIMIT };
  const { data, error, isFetching, refetch } = useQuery({
    ...(props.query(asked) as UseQueryOptions<PageOf<Row>>),
    refetchInterval: props.refreshEvery,
  });

  const rows = data?.items ?? [];
  const chosen = rows.filter((row) => selected.includes(props.rowKey(row)));
  const searching = state.q !== "" || props.filtered === true;
  const bare = data !== undefined && rows.length === 0 && state.page === 0;
  return (
    <section className={`card ${styles.grid}`} aria-label={props.label}>
      <div className={styles.toolbar} role="toolbar" aria-label={props.label}>
        {chosen.length === 0 ? <span data-mark="create">{props.create}</span> : <Selection rows={chosen} actions={props.actions ?? []} clear={() => setSelected([])} />}
        <div className={styles.filters}>
          {props.filters}
          {props.searchable !== false && <SearchBox value={state.q} onChange={state.search} label={props.searchLabel ?? t.searchIn} />}
          <Button type="text" icon={<ReloadOutlined spin={isFetching && data !== undefined} />} aria-label={t.refresh} title={t.refresh} onClick={() => void refetch()} />
        </div>
      </div>
      {error && !isFetching ? (
        <div className={styles.waiting}><Failed error={error} again={() => void refetch()} /></div>
      ) : data === undefined ? (
        <div className={styles.waiting}><Loading rows={6} /></div>
      ) : bare ? (
        searching ? (
          <Empty title={t.nothingFound} hint={t.changeSearch} action={state.q !== "" && <Button onClick={() => state.search("")}>{t.clearSearch}</Button>} />
        ) : (
          <Empty {...props.empty} />
        )
      ) : (
        // Rows without a link or check box give the keyboard no way to scroll the table sideways.
        <div className={styles.table} tabIndex={props.open || props.actions?.length ? undefined : 0}>
          <Table<Row>
            size="middle"
            rowKey={props.rowKey}
            dataSource={[...rows]}
            pagination={false}
            columns={props.columns.map(({ sortBy, ...column }) => ({
              ...column,
              // On a narrow window a row is a card, and each value is told by its column's title.
              onCell: (row: Row, index?: number) => ({ ...column.onCell?.(row, index), "data-label": column.title }),
              ...(sortBy && { sorter: true, sortOrder: state.sort === sortBy ? "ascend" as const : state.sort === `-${sortBy}` ? "descend" as const : null }),
            }))}
            onChange={(_pages, _filters, sorter) => {
              if (Array.isArray(sorter)) return;
              const name = props.columns.find((column) => column.key === sorter.columnKey)?.sortBy;
              state.sortBy(name && sorter.order ? (sorter.order === "descend" ? `-${name}` : name) : "");
            }}
            rowSelection={
              props.actions?.length
                ? {
                    selectedRowKeys: [...selected],
                    onChange: (keys) => setSelected(keys.map(String)),
                    columnWidth: 44,
                    getCheckboxProps: (row) => ({ "aria-label": `${t.selectRow} ${props.rowKey(row)}` }),
                    getTitleCheckboxProps: () => ({ "aria-label": t.selectAll }),
                  }
                : undefined
            }
            onRow={(row) => ({ onDoubleClick: () => props.open && void navigate(props.open(row)) })}
          />
        </div>
      )}
      {data && (state.page > 0 || data.next) && (
        <nav className={styles.pages} aria-label={t.page(state.page + 1)}>
          <span className="quiet">{t.page(state.page + 1)}</span>
          <Button icon={<LeftOutlined aria-hidden />} disabled={state.page === 0} onClick={state.back}>{t.previous}</Button>
          <Button icon={<RightOutlined aria-hidden />} iconPlacement="end" disabled={!data.next} onClick={() => data.next && state.forward(data.next)}>{t.next}</Button>
        </nav>
      )}
    </section>
  );
}

function Selection<Row>({ rows, actions, clear }: { rows: readonly Row[]; actions: readonly GridAction<Row>[]; clear: () => void }) {
  const t = useTexts(texts);
  return (
    <div className={styles.selection}>
      <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t.clearSelection} title={t.clearSelection} onClick={clear} />
      <span className={styles.count}>{t.selected(rows.length)}</span>
      {actions
        .filter((action) => !action.single || rows.length === 1)
        .map((action) => (
          <Button key={action.key} icon={action.icon} danger={action.danger} onClick={() => action.run(rows)}>
            {action.label}
          </Button>
        ))}
    </div>
  );
}
