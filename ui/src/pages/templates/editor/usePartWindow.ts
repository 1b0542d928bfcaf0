import { useSearchParams } from "react-router";
import { useTemplate } from "./context";
import type { PartKind, PartOf } from "./template";

const NEW = "1";

/** Which attribute or button is open in its window: kept in the address, so that a window can be linked. */
export function usePartWindow<K extends PartKind>(kind: K) {
  const { body } = useTemplate();
  const [params, setParams] = useSearchParams();
  const name = params.get("open");
  const found = (body[kind] as readonly PartOf<K>[]).findIndex((part) => part.name === name);
  return {
    isOpen: params.get("new") === NEW || found >= 0,
    index: found >= 0 ? found : null,
    open: (wanted: string) => setParams({ tab: kind, open: wanted }),
    create: () => setParams({ tab: kind, new: NEW }),
    close: () => setParams({ tab: kind }, { replace: true }),
  };
}
