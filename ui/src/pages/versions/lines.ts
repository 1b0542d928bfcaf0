/** Two texts side by side, line by line: equal lines stand beside each other, the others are marked. */

export interface LinePair {
  readonly before: string | null;
  readonly after: string | null;
  readonly equal: boolean;
}

const MOST = 400;

export function pairsOf(before: string, after: string): readonly LinePair[] {
  const a = before.split("\n");
  const b = after.split("\n");
  if (a.length > MOST || b.length > MOST) return [{ before, after, equal: before === after }];
  const common = lengths(a, b);
  const pairs: LinePair[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(gone.length, come.length); index++) {
      pairs.push({ before: gone[index] ?? null, after: come[index] ?? null, equal: false });
    }
    gone = [];
    come = [];
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush();
      pairs.push({ before: a[i++] ?? "", after: b[j++] ?? "", equal: true });
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) gone.push(a[i++] ?? "");
    else come.push(b[j++] ?? "");
  }
  flush();
  return pairs;
}

/** For each pair of places, how many lines the rests have in common. */
function lengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), row[j + 1] ?? 0);
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
