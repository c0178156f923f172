/** What is left after aligning: an equal unit elsewhere was moved; one of the same event in the same stretch stands in its place. */
import type { Aligned } from './align.ts';
import { ContentHash } from './content-hash.ts';
import type { Unit } from './diff-units.ts';
import { longestCommon, type Steps } from './longest-common.ts';

/** One side is null for what the other alone has. */
export type Match = { x: Unit | null; y: Unit | null; moved: boolean };

/** In the order of x; what y alone has stands behind what it follows. Yields now and then, for others to work in between. */
export function* pairUp(aligned: readonly Aligned[], steps: Steps): Generator<void, Match[], void> {
  const movedTo = movedUnits(aligned);
  yield;
  const taken = new Set(movedTo.values());
  const out: Match[] = [];
  for (const one of aligned) {
    if ('x' in one) {
      out.push({ ...one, moved: false });
      continue;
    }
    const xs = one.xs.filter((x) => {
      const y = movedTo.get(x);
      if (y !== undefined) out.push({ x, y, moved: true });
      return y === undefined;
    });
    const ys = one.ys.filter((y) => !taken.has(y));
    if (xs.length > 0 && ys.length > 0) yield;
    for (const match of opposite(xs, ys, steps)) out.push(match);
  }
  return out;
}

/** Units of x that stand elsewhere in y, the first to the first. */
function movedUnits(aligned: readonly Aligned[]): Map<Unit, Unit> {
  const open = new Map<number, Unit[]>();
  for (const one of aligned) {
    if ('x' in one) continue;
    for (const y of one.ys) {
      const list = open.get(y.token);
      if (list === undefined) open.set(y.token, [y]);
      else list.push(y);
    }
  }
  for (const list of open.values()) list.reverse();
  const moved = new Map<Unit, Unit>();
  for (const one of aligned) {
    if ('x' in one) continue;
    for (const x of one.xs) {
      const y = open.get(x.token)?.pop();
      if (y !== undefined) moved.set(x, y);
    }
  }
  return moved;
}

/** Units of the same event, in order. */
function opposite(xs: readonly Unit[], ys: readonly Unit[], steps: Steps): Match[] {
  const pairs = longestCommon(xs.map(eventToken), ys.map(eventToken), steps) ?? inOrder(xs, ys);
  const out: Match[] = [];
  let [atX, atY] = [0, 0];
  for (const [i, j] of [...pairs, [xs.length, ys.length] as const]) {
    for (; atX < i; atX++) out.push({ x: xs[atX] as Unit, y: null, moved: false });
    for (; atY < j; atY++) out.push({ x: null, y: ys[atY] as Unit, moved: false });
    if (i < xs.length) out.push({ x: xs[i] as Unit, y: ys[j] as Unit, moved: false });
    [atX, atY] = [i + 1, j + 1];
  }
  return out;
}

/** Too many for more: place by place, as far as they are of the same event. */
function inOrder(xs: readonly Unit[], ys: readonly Unit[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < Math.min(xs.length, ys.length); i++) {
    if (xs[i]?.event === ys[i]?.event) pairs.push([i, i]);
  }
  return pairs;
}

function eventToken({ event }: Unit): number {
  return new ContentHash().text(event).value();
}
