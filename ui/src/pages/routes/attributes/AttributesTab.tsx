import type { Schema } from "@/forms/schema";
import { plainly } from "@/forms/schema";
import { useLabel } from "@/i18n/LanguageProvider";
import type { Tree } from "@/placeholders/declared";
import { AttributeTable } from "./AttributeTable";

const TREES: readonly Tree[] = ["request", "response", "error_response"];

/** «Атрибуты сообщения»: what a message carries, what comes back, what comes back when sending failed. */
export function AttributesTab({ root }: { root: Schema }) {
  const label = useLabel();
  const trees = plainly(root.properties?.attributes ?? {}, root).schema.properties ?? {};
  return (
    <>
      {TREES.map((tree) => {
        const text = trees[tree]?.["x-label"];
        return <AttributeTable key={tree} tree={tree} root={root} label={text ? label(text) : tree} />;
      })}
    </>
  );
}
