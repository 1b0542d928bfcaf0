import { useTexts } from "@/i18n/LanguageProvider";
import { texts } from "../texts";
import { ActionList } from "./ActionList";
import styles from "./Designer.module.css";
import { shownExpression } from "./summary";
import { keyOf, type Block } from "./tree";

/** The inner lists of a container in frames; of conditions, each under its own heading. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  const t = useTexts(texts);
  return blocks.map((block, index) => (
    <div key={keyOf(block.path)} className={styles.block}>
      {block.branch && (
        <p className={styles.branch}>
          <strong>{block.branch.title || t.branch(index + 1)}</strong> <code>{shownExpression(block.branch.expression)}</code>
        </p>
      )}
      <ActionList list={block.path} actions={block.actions} inner />
    </div>
  ));
}
