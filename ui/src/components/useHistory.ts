import { useCallback, useState } from "react";

interface History<T> {
  past: T[];
  now: T;
  future: T[];
}

const KEPT = 100;

/** A value with undo and redo. Changes under one `mark` in a row, such as typing into one field, are one step. */
export function useHistory<T>(initial: T) {
  const [history, setHistory] = useState<History<T> & { mark?: string }>({ past: [], now: initial, future: [] });

  const change = useCallback((edit: (value: T) => T, mark?: string) => {
    setHistory((held) => {
      const now = edit(held.now);
      if (now === held.now) return held;
      const goesOn = mark !== undefined && mark === held.mark;
      return { past: goesOn ? held.past : [...held.past.slice(-KEPT), held.now], now, future: [], mark };
    });
  }, []);
  const undo = useCallback(
    () =>
      setHistory(({ past, now, future }) =>
        past.length ? { past: past.slice(0, -1), now: past[past.length - 1] as T, future: [now, ...future] } : { past, now, future },
      ),
    [],
  );
  const redo = useCallback(
    () =>
      setHistory(({ past, now, future }) =>
        future.length ? { past: [...past, now], now: future[0] as T, future: future.slice(1) } : { past, now, future },
      ),
    [],
  );
  const reset = useCallback((value: T) => setHistory({ past: [], now: value, future: [] }), []);
  return { value: history.now, change, undo, redo, reset, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
