/** The name that was probably meant; undefined when none is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const furthest = Math.max(1, Math.floor(name.length / 3));
  const rated = names.map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) })).filter(({ far }) => far <= furthest);
  return rated.sort((a, b) => a.far - b.far)[0]?.one;
}

/** Letters to insert, remove or replace until one word is the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
