import { useTexts } from "@/i18n/LanguageProvider";
import { CellCard } from "./CellCard";
import { useDesign } from "./context";
import styles from "./Designer.module.css";
import { DropLine } from "./DropLine";
import type { Inside, Rows } from "./layout";
import { texts } from "./texts";

/** The form as it will be: rows of cells, areas and tabs with rows of their own. */
export function Canvas() {
  const t = useTexts(texts);
  const { rows, choose } = useDesign();
  return (
    <section
      className={`card ${styles.canvas}`}
      aria-label={t.canvas}
      onClick={(event) => event.target === event.currentTarget && choose(null)}
    >
      <RowList rows={rows} inside={[]} />
      {rows.length === 0 && (
        <div className={styles.nothing}>
          <p>{t.empty}</p>
          <p className="quiet">{t.emptyHint}</p>
        </div>
      )}
      {rows.length > 0 && <p className={`quiet ${styles.keys}`}>{t.keys}</p>}
    </section>
  );
}

/** The rows of the form, of an area or of a tab, with the places between them that take what is dropped. */
export function RowList({ rows, inside }: { rows: Rows; inside: Inside }) {
  return (
    <>
      {rows.map((row, at) => (
        // Rows have no identity of their own.
        <div key={at}>
          <DropLine spot={{ inside, row: at, column: null }} />
          <div className={styles.row}>
            {row.map((cell, column) => (
              <div key={column} className={styles.slot}>
                <DropLine spot={{ inside, row: at, column }} upright />
                <CellCard cell={cell} place={[...inside, at, column]} />
              </div>
            ))}
            <DropLine spot={{ inside, row: at, column: row.length }} upright />
          </div>
        </div>
      ))}
      <DropLine spot={{ inside, row: rows.length, column: null }} last />
    </>
  );
}
