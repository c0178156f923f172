/** The same steps many times, and two groups of runs side by side: what the page asks, and what it is told. Plain data. */
import type { FigureId } from '../timing/figure.ts';
import type { Comparison, RunFigure } from '../timing/runs.ts';

export type GroupName = 'a' | 'b';

/** `times` runs of these steps, a fresh connection each, `restMs` between them; `aloud`: what comes is played. */
export type RepeatAsk = { text: string; times: number; restMs: number; into: GroupName; aloud: boolean };

/** Runs that a page may ask for at one go. */
export const fewestRuns = 2;
export const mostRuns = 50;

/** One session of a group. Its figures stay when it is forgotten. */
export type RunRow = {
  session: string;
  title: string;
  /** Upstream, model, switches: as its record says. */
  setting: string;
  /** The session can still be opened. */
  kept: boolean;
  values: Readonly<Partial<Record<FigureId, number | null>>>;
};

export type GroupView = {
  /** Each setting of its runs once. */
  settings: readonly string[];
  rows: readonly RunRow[];
  figures: readonly RunFigure[];
};

export type SeriesView = {
  into: GroupName;
  wanted: number;
  done: number;
  failed: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  /** One sentence: how far it is, or how it ended. */
  words: string;
};

export type RunsView = {
  /** The series under way, or the last one; null before any. */
  series: SeriesView | null;
  a: GroupView;
  b: GroupView;
  /** Figure by figure, where both groups have runs. */
  comparison: readonly Comparison[];
};
