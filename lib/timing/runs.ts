/** The same steps many times over: what is usual, how far it spreads, and how two settings differ. */
import type { Figure, FigureClock, FigureId, Unit } from './figure.ts';
import { rank } from './percentile.ts';
import type { TimingView } from './timing-view.ts';

/** One figure over many runs. Percentiles by nearest rank: values that were measured. */
export type RunFigure = {
  id: FigureId;
  label: string;
  unit: Unit;
  clock: FigureClock;
  says: string;
  /** Ascending; runs that could not tell are counted by `missing`. */
  values: Float64Array;
  missing: number;
  p50: number | null;
  p95: number | null;
  least: number | null;
  most: number | null;
  /** From the least to the most. */
  spread: number | null;
};

/** Figures of the sessions, and of each turn by its place; a run with fewer turns is missing from the later ones. */
export type Aggregate = {
  runs: number;
  figures: readonly RunFigure[];
  turns: readonly { index: number; figures: readonly RunFigure[] }[];
};

export type Comparison = {
  id: FigureId;
  label: string;
  unit: Unit;
  a: RunFigure;
  b: RunFigure;
  /** Median of b less median of a; null where one has none. */
  difference: number | null;
  /** Median of b by median of a; null where it cannot be divided. */
  ratio: number | null;
  /** Of all pairs of a run of a and one of b, the share in which b is less; equal ones count half. 0.5 says nothing. */
  lowerShare: number | null;
  /** One sentence. */
  says: string;
};

/** Puts the views of `runs` together, figure by figure. */
export function aggregate(runs: readonly TimingView[]): Aggregate {
  const longest = Math.max(0, ...runs.map(({ turns }) => turns.length));
  return {
    runs: runs.length,
    figures: over(runs.map(({ figures }) => figures)),
    turns: Array.from({ length: longest }, (_, at) => ({
      index: at + 1,
      figures: over(runs.map(({ turns }) => turns[at]?.figures ?? [])),
    })),
  };
}

/** Two settings on one clock: the session figures that both have. */
export function compare(a: Aggregate, b: Aggregate): Comparison[] {
  return a.figures.flatMap((one) => {
    const other = b.figures.find(({ id }) => id === one.id);
    return other === undefined ? [] : [compareFigure(one, other)];
  });
}

/** One figure of two settings. */
export function compareFigure(a: RunFigure, b: RunFigure): Comparison {
  const { id, label, unit } = a;
  const both = a.p50 !== null && b.p50 !== null;
  const difference = both ? (b.p50 as number) - (a.p50 as number) : null;
  const ratio = both && a.p50 !== 0 ? (b.p50 as number) / (a.p50 as number) : null;
  const lowerShare = shareBelow(a.values, b.values);
  return { id, label, unit, a, b, difference, ratio, lowerShare, says: inWords(lowerShare) };
}

function over(lists: readonly (readonly Figure[])[]): RunFigure[] {
  const seen = new Map<FigureId, { first: Figure; values: number[] }>();
  for (const figure of lists.flat()) {
    const known = seen.get(figure.id) ?? { first: figure, values: [] };
    if (figure.value !== null) known.values.push(figure.value);
    seen.set(figure.id, known);
  }
  return [...seen.values()].map(({ first: { id, label, unit, clock, says }, values: unsorted }) => {
    const values = Float64Array.from(unsorted).sort();
    const [least, most] = [values[0] ?? null, values.at(-1) ?? null];
    return {
      id,
      label,
      unit,
      clock,
      says,
      values,
      missing: lists.length - values.length,
      p50: rank(values, 50),
      p95: rank(values, 95),
      least,
      most,
      spread: least === null || most === null ? null : most - least,
    };
  });
}

/** Mann and Whitney's U, as a share: by how many of all pairs b is below a. Both ascending. */
function shareBelow(a: Float64Array, b: Float64Array): number | null {
  if (a.length === 0 || b.length === 0) return null;
  let below = 0;
  let less = 0;
  let notMore = 0;
  for (const value of a) {
    while (less < b.length && (b[less] as number) < value) less++;
    while (notMore < b.length && (b[notMore] as number) <= value) notMore++;
    below += less + (notMore - less) / 2;
  }
  return below / (a.length * b.length);
}

function inWords(lowerShare: number | null): string {
  if (lowerShare === null) return 'One of the two has no value.';
  const [share, which] = lowerShare >= 0.5 ? [lowerShare, 'lower'] : [1 - lowerShare, 'higher'];
  if (share < 0.7) return 'The runs of both overlap: no clear difference.';
  return `In ${Math.round(share * 100)} % of all pairs of runs the second is ${which}.`;
}
