/** What the page asks of the compare room, what it is answered, and what it sees of it meanwhile. */
import type { Pair, SessionDiff } from '../../diff/session-diff.ts';
import type { Tolerance } from '../../diff/tolerance.ts';
import type { Problem } from '../../problem/problem.ts';

export type CompareWish =
  /** Two sessions of the list, by their ids. A comparison that is still at work is given up for it. */
  | { op: 'compare'; a: string; b: string; tolerance: Tolerance }
  /** Gives up the one at work. */
  | { op: 'stop' }
  /** Events of the last comparison, all of them or those that differ. Answered with `rows`. */
  | { op: 'rows'; from: number; count: number; all: boolean }
  /** Both sounds drawn over the same time; `close`: around the first difference. Answered with `waves`. */
  | { op: 'waves'; pairs: number; close: boolean };

/** Seconds are A's; B is drawn where its sound stands beside A's. `peaks`: pairs of least and greatest sample. */
export type ComparedWaves = {
  fromS: number;
  toS: number;
  a: Float32Array<ArrayBuffer>;
  b: Float32Array<ArrayBuffer>;
};
export type CompareAnswer = Problem | null | { rows: readonly Pair[]; from: number } | { waves: ComparedWaves };

export type ComparedSession = { id: string; title: string; entries: number; live: boolean };
export type Compared = Omit<SessionDiff, 'pairs'> & {
  /** Rises with each comparison. */
  number: number;
  of: { a: ComparedSession; b: ComparedSession };
  sentence: string;
  same: boolean;
  /** Events aligned, and those among them that differ. */
  events: number;
  otherEvents: number;
};

/** The part of the page's state that this room makes. */
export type CompareView = { busy: boolean; result: Compared | null };
export const noCompare: CompareView = { busy: false, result: null };
