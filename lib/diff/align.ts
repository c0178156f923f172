/** Aligns two lists of units by what they say: pairs of equal units in order, and between them what stands on one side only. */
import { partitionPoint } from '../session/partition-point.ts';
import type { Unit } from './diff-units.ts';
import { longestCommon, type Steps } from './longest-common.ts';
import { splitTexts } from './split-texts.ts';

/** A pair that is equal, or a stretch in which nothing more was found to be. */
export type Aligned = { x: Unit; y: Unit } | { xs: readonly Unit[]; ys: readonly Unit[] };
/** `gaveUp` is told each stretch that repeats too much to be aligned closely. */
export type AlignWork = Steps & { gaveUp: { xs: readonly Unit[]; ys: readonly Unit[] }[] };

type Stretch = { xs: readonly Unit[]; ys: readonly Unit[] };

/** How far ahead an equal unit is looked for where nothing better can be done. */
const lookedAhead = 256;
const deepest = 40;
/** After so many units others get their turn. */
const many = 4096;

/** Yields now and then, for others to work in between; returns what was aligned. */
export function* align(xs: readonly Unit[], ys: readonly Unit[], work: AlignWork): Generator<void, Aligned[], void> {
  const out: Aligned[] = [];
  yield* new Aligner(work, out).stretch({ xs, ys }, 0, true);
  return out;
}

class Aligner {
  private readonly work: AlignWork;
  private readonly out: Aligned[];

  constructor(work: AlignWork, out: Aligned[]) {
    this.work = work;
    this.out = out;
  }

  /** Equal ends first, then what stands once on each side, then the longest common run. */
  *stretch({ xs, ys }: Stretch, depth: number, maySplit: boolean): Generator<void, void, void> {
    const { work } = this;
    let first = 0;
    while (first < Math.min(xs.length, ys.length) && isEqual(xs[first], ys[first])) {
      this.pair(xs[first] as Unit, ys[first] as Unit);
      first++;
    }
    let [endX, endY] = [xs.length, ys.length];
    while (endX > first && endY > first && isEqual(xs[endX - 1], ys[endY - 1])) {
      endX--;
      endY--;
    }
    work.count += first + xs.length - endX + 1;
    if (xs.length > many) yield;
    yield* this.middle({ xs: xs.slice(first, endX), ys: ys.slice(first, endY) }, depth, maySplit);
    for (let i = endX; i < xs.length; i++) this.pair(xs[i] as Unit, ys[endY + i - endX] as Unit);
  }

  private *middle(part: Stretch, depth: number, maySplit: boolean): Generator<void, void, void> {
    const { xs, ys } = part;
    if (xs.length === 0 || ys.length === 0) {
      if (xs.length + ys.length > 0) this.out.push(part);
      return;
    }
    const anchors = depth < deepest ? this.anchors(part) : [];
    if (part.xs.length > many) yield;
    if (anchors.length > 0) {
      for (const rest of this.between(part, anchors)) {
        if (rest === null) yield;
        else yield* this.stretch(rest, depth + 1, maySplit);
      }
      return;
    }
    const split = maySplit ? splitTexts(xs, ys) : null;
    if (split === null) yield* this.closely(part);
    else yield* this.stretch(split, depth + 1, false);
  }

  private *closely(part: Stretch): Generator<void, void, void> {
    const { xs, ys } = part;
    const common = longestCommon(xs.map(tokenOf), ys.map(tokenOf), this.work);
    if (common === null) this.work.gaveUp.push(part);
    if (xs.length > many) yield;
    const pairs = common ?? this.inOrder(part);
    if (xs.length > many) yield;
    for (const rest of this.between(part, pairs)) {
      if (rest === null) yield;
      else this.out.push(rest);
    }
  }

  /** Takes the pairs; gives each stretch between two of them, and null now and then where there is none. */
  private *between({ xs, ys }: Stretch, pairs: readonly (readonly [number, number])[]): Generator<Stretch | null> {
    let [atX, atY] = [0, 0];
    for (let at = 0; at <= pairs.length; at++) {
      const [i, j] = pairs[at] ?? [xs.length, ys.length];
      if (i > atX || j > atY) yield { xs: xs.slice(atX, i), ys: ys.slice(atY, j) };
      else if (at % many === many - 1) yield null;
      if (i < xs.length) this.pair(xs[i] as Unit, ys[j] as Unit);
      [atX, atY] = [i + 1, j + 1];
    }
  }

  /** Places of units that stand once on each side, those that keep their order: Cohen's patience diff. */
  private anchors({ xs, ys }: Stretch): [number, number][] {
    const placesY = once(ys);
    const pairs: [number, number][] = [];
    for (const [token, i] of once(xs)) {
      const j = i === -1 ? undefined : placesY.get(token);
      if (j !== undefined && j !== -1) pairs.push([i, j]);
    }
    this.work.count += xs.length + ys.length;
    return rising(pairs.sort((a, b) => a[0] - b[0]));
  }

  /** Each unit with the next equal one that is not far ahead: near enough, and never dear. */
  private inOrder({ xs, ys }: Stretch): [number, number][] {
    const places = new Map<number, number[]>();
    for (const [j, { token }] of ys.entries()) {
      const list = places.get(token);
      if (list === undefined) places.set(token, [j]);
      else list.push(j);
    }
    const pairs: [number, number][] = [];
    let next = 0;
    for (const [i, { token }] of xs.entries()) {
      this.work.count++;
      const list = places.get(token) ?? [];
      const j = list[partitionPoint(list.length, (at) => (list[at] as number) < next)];
      if (j === undefined || j - next > lookedAhead) continue;
      pairs.push([i, j]);
      next = j + 1;
    }
    return pairs;
  }

  private pair(x: Unit, y: Unit): void {
    this.out.push({ x, y });
  }
}

function isEqual(x: Unit | undefined, y: Unit | undefined): boolean {
  return x !== undefined && x.token === y?.token;
}

function tokenOf({ token }: Unit): number {
  return token;
}

/** Place of each token; -1 for one that comes again. */
function once(units: readonly Unit[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const [at, { token }] of units.entries()) places.set(token, places.has(token) ? -1 : at);
  return places;
}

/** The longest list of the pairs in which the second places rise too. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  /** By length: the pair that the best list of that length ends with. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, [, j]] of pairs.entries()) {
    const length = partitionPoint(ends.length, (n) => (pairs[ends[n] as number] as [number, number])[1] < j);
    before.push(length === 0 ? -1 : (ends[length - 1] as number));
    ends[length] = at;
  }
  const list: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] as number) list.push(pairs[at] as [number, number]);
  return list.reverse();
}
