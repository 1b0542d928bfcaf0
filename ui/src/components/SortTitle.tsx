import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons";
import styles from "./SortTitle.module.css";

export type Order = "ascending" | "descending" | "none";

/** How a list is sorted by a column, of the sort that its address holds: `Summa`, `-Summa`. */
export function orderOf(sort: string, name: string): Order {
  return sort === name ? "ascending" : sort === `-${name}` ? "descending" : "none";
}

/** The title of a column that the server sorts by: the first press orders by it, the second the other way, the third no more. */
export function SortTitle({ title, name, order, onSort }: { title: string; name: string; order: Order; onSort: (sort: string) => void }) {
  const next = { none: name, ascending: `-${name}`, descending: "" }[order];
  return (
    <button type="button" className={styles.title} onClick={() => onSort(next)}>
      {title}
      <span className={styles.arrows} data-order={order} aria-hidden>
        <CaretUpFilled />
        <CaretDownFilled />
      </span>
    </button>
  );
}
