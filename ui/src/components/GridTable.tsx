import { Table } from "antd";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { useTexts } from "@/i18n/LanguageProvider";
import type { GridColumn } from "./DataGrid";
import styles from "./DataGrid.module.css";
import { orderOf, SortTitle } from "./SortTitle";
import { texts } from "./texts";

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly GridColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly open?: (row: Row) => string;
  readonly selectable: boolean;
  readonly selected: readonly string[];
  readonly onSelect: (keys: readonly string[]) => void;
  readonly sort: string;
  readonly onSort: (name: string) => void;
}

/**
 * The table of a list.
 *
 * Half a thousand cells take a tenth of a second to draw, so they are drawn when what they show is another: rows, columns,
 * order, selection. The columns of long lists are therefore kept by their pages; functions of rows may be made anew.
 */
export function GridTable<Row extends object>({ rows, columns, rowKey, open, selectable, selected, onSelect, sort, onSort }: Props<Row>) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const table = useMemo(
    () => (
      <Table<Row>
        size="middle"
        rowKey={rowKey}
        dataSource={[...rows]}
        pagination={false}
        columns={columns.map(({ sortBy, ...column }) => ({
          ...column,
          // On a narrow window a row is a card, and each value is told by its column's title.
          onCell: (row: Row, index?: number) => ({ ...column.onCell?.(row, index), "data-label": column.title }),
          // The library's own sorting draws all rows once more before the server is asked.
          ...(sortBy && {
            title: <SortTitle title={column.title} name={sortBy} order={orderOf(sort, sortBy)} onSort={onSort} />,
            onHeaderCell: () => ({ "aria-sort": orderOf(sort, sortBy) }),
          }),
        }))}
        rowSelection={
          selectable
            ? {
                selectedRowKeys: [...selected],
                onChange: (keys) => onSelect(keys.map(String)),
                columnWidth: 44,
                getCheckboxProps: (row) => ({ "aria-label": `${t.selectRow} ${rowKey(row)}` }),
                getTitleCheckboxProps: () => ({ "aria-label": t.selectAll }),
              }
            : undefined
        }
        onRow={(row) => ({ onDoubleClick: () => open && void navigate(open(row)) })}
      />
    ),
    [rows, columns, selectable, selected, sort, onSort, t],
  );
  // Rows without a link or check box give the keyboard no way to scroll the table sideways.
  return <div className={styles.table} tabIndex={open || selectable ? undefined : 0}>{table}</div>;
}
