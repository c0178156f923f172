/** The name that a slip of the hand was meant to be. Pure. */

/** The one of `names` that is at most two letters from `name` (one, where it is short); null where none or several are as near. */
export function nearName(name: string, names: Iterable<string>): string | null {
  if (name.length > 64) return null;
  const most = name.length < 5 ? 1 : 2;
  let best: string | null = null;
  let least = most + 1;
  for (const each of new Set(names)) {
    const far =
      Math.abs(each.length - name.length) > most ? most + 1 : lettersApart(name.toLowerCase(), each.toLowerCase());
    if (far > least || far > most) continue;
    best = far === least ? null : each;
    least = far;
  }
  return best;
}

/** Letters changed, added, left out, or swapped with their neighbour (optimal string alignment). */
function lettersApart(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `; did you mean "temperature"?`, or nothing. */
export function meant(name: string, names: Iterable<string>): string {
  const near = nearName(name, names);
  return near === null ? '' : `; did you mean "${near}"?`;
}
