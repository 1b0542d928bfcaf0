import { CloseOutlined, LeftOutlined, ReloadOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { Button, type TableColumnType } from "antd";
import { useRef, useState, type ReactNode } from "react";
import { useTexts } from "@/i18n/LanguageProvider";
import styles from "./DataGrid.module.css";
import { Empty } from "./Empty";
import { Failed } from "./Failed";
import { GridTable } from "./GridTable";
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
const NONE: readonly never[] = [];

/** The one list of the interface: search, sort, pages by cursor, selection with its commands, and what to do when empty. */
export function DataGrid<Row extends object>(props: Props<Row>) {
  const t = useTexts(texts);
  const state = useGridState();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const asked: GridRequest = { q: state.q || undefined, sort: state.sort || undefined, cursor: state.cursor, limit: LIMIT };
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...(props.query(asked) as UseQueryOptions<PageOf<Row>>),
    refetchInterval: props.refreshEvery,
  });

  // The arrow of the order turns together with the rows, so that both are drawn once.
  const drawn = useRef(state.sort);
  if (!isPlaceholderData) drawn.current = state.sort;

  const rows = data?.items ?? NONE;
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
        <GridTable
          rows={rows}
          columns={props.columns}
          rowKey={props.rowKey}
          open={props.open}
          selectable={Boolean(props.actions?.length)}
          selected={selected}
          onSelect={setSelected}
          sort={drawn.current}
          onSort={state.sortBy}
        />
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
