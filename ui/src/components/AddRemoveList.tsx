import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState, type ComponentProps, type ReactNode } from "react";
import { DataGrid } from "./DataGrid";
import { PageHeader } from "./PageHeader";
import { useConfirm } from "./useConfirm";

interface Props<Row extends object> extends Pick<ComponentProps<typeof DataGrid<Row>>, "columns" | "rowKey" | "query"> {
  readonly title: string;
  /** The button that opens the window in which one is added, and the window. */
  readonly add: string;
  readonly dialog: (close: () => void) => ReactNode;
  /** How rows go, after one question for all of them. */
  readonly remove: {
    readonly label: string;
    readonly icon: ReactNode;
    readonly danger?: boolean;
    readonly question: (rows: readonly Row[]) => string;
    readonly hint?: string;
    readonly keep: string;
    readonly run: (row: Row) => Promise<unknown>;
  };
  readonly empty: { readonly title: string; readonly hint: ReactNode; readonly icon: ReactNode };
}

/** The page of things that are only added and taken away, such as tokens. */
export function AddRemoveList<Row extends object>({ title, add, dialog, remove, empty, ...list }: Props<Row>) {
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {add}
    </Button>
  );
  const ask = (rows: readonly Row[]) =>
    confirm({
      title: remove.question(rows),
      content: remove.hint,
      ok: remove.label,
      cancel: remove.keep,
      danger: remove.danger,
      onOk: async () => {
        for (const row of rows) await remove.run(row);
      },
    });
  return (
    <>
      <PageHeader title={title} />
      <DataGrid<Row>
        {...list}
        label={title}
        searchable={false}
        create={create}
        actions={[{ key: "remove", label: remove.label, icon: remove.icon, danger: remove.danger, run: ask }]}
        empty={{ ...empty, action: create }}
      />
      {adding && dialog(() => setAdding(false))}
    </>
  );
}
