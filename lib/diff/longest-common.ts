/** The longest common run of two lists, by Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986), up to a bound. */

/** Lists further apart than this are not compared to the end: so much of the way back is kept. */
const mostEdits = 300;
const mostSteps = 2_000_000;

export type Steps = { count: number };

/**
 * Pairs of places [in x, in y] of a longest common subsequence, ascending; null where the two are too far apart. Places are compared
 * by the numbers they hold.
 */
export function longestCommon(x: readonly number[], y: readonly number[], steps: Steps): [number, number][] | null {
  const most = Math.min(x.length + y.length, mostEdits);
  const until = steps.count + mostSteps;
  const far = new Int32Array(2 * most + 3);
  const trail: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trail.push(far.slice(most + 1 - edits, most + 2 + edits));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (far[most + k] as number) < (far[most + k + 2] as number));
      let i = down ? (far[most + k + 2] as number) : (far[most + k] as number) + 1;
      steps.count++;
      while (i < x.length && i - k < y.length && x[i] === y[i - k]) {
        i++;
        steps.count++;
      }
      far[most + 1 + k] = i;
      if (i >= x.length && i - k >= y.length) return wayBack(trail, x.length, y.length);
    }
    if (steps.count > until) return null;
  }
  return null;
}

/** `trail[d]` holds how far each diagonal from -d to d had come before edit d. */
function wayBack(trail: readonly Int32Array[], endX: number, endY: number): [number, number][] {
  const pairs: [number, number][] = [];
  let i = endX;
  let j = endY;
  for (let edits = trail.length - 1; edits > 0; edits--) {
    const before = trail[edits] as Int32Array;
    const at = (k: number) => before[k + edits] ?? 0;
    const k = i - j;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const from = down ? k + 1 : k - 1;
    const fromI = at(from);
    const fromJ = fromI - from;
    while (i > (down ? fromI : fromI + 1) && j > (down ? fromJ + 1 : fromJ)) pairs.push([--i, --j]);
    i = fromI;
    j = fromJ;
  }
  while (i > 0 && j > 0) pairs.push([--i, --j]);
  return pairs.reverse();
}
