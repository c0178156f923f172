/** One line of the table: what is measured, against what, and how far it has to come. */
import { type Effort, median, type Samples } from './measure.ts';

/** A goal is an upper bound: of a ratio to the baseline (`x`), of milliseconds, of bytes, of a count (`n`). */
export type Unit = 'x' | 'ms' | 'B' | 'n';

/** What a row found, one sample a round. `aside` says what the figures were made of: nanoseconds, bytes. */
export type Found = { samples: Samples; aside: string };

export type Row = {
  /** Unique; `--only` takes any part of it. */
  id: string;
  what: string;
  baseline: string;
  unit: Unit;
  /** The median may be this much at most. */
  most: number;
  /** `--quick` takes it: all such rows together, with its fewer rounds, take less than 50 s. */
  quick?: boolean;
  run(effort: Effort): Found | Promise<Found>;
};

export type Verdict = 'reached' | 'within 25 %' | 'missed';

export type Outcome = {
  id: string;
  what: string;
  baseline: string;
  unit: Unit;
  most: number;
  median: number;
  /** Smallest and largest sample. */
  low: number;
  high: number;
  samples: Samples;
  verdict: Verdict;
  aside: string;
};

/** A row that could not be measured, and why. */
export type Broken = { id: string; why: string };

/** How `measured` stands to the most it may be. A difference of a quarter says little on a busy machine. */
export function verdictOf(measured: number, most: number): Verdict {
  if (measured <= most) return 'reached';
  return measured <= most * 1.25 ? 'within 25 %' : 'missed';
}

/** Runs one row. */
export async function outcomeOf(row: Row, effort: Effort): Promise<Outcome> {
  const { samples, aside } = await row.run(effort);
  const { id, what, baseline, unit, most } = row;
  const middle = median(samples);
  const [low, high] = [Math.min(...samples), Math.max(...samples)];
  return {
    id,
    what,
    baseline,
    unit,
    most,
    median: middle,
    low,
    high,
    samples,
    verdict: verdictOf(middle, most),
    aside,
  };
}
