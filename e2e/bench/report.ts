/** What one run leaves behind, in `.cache/bench.json` and where `--json` says. */
import type { Effort } from './measure.ts';
import type { Broken, Outcome } from './row.ts';

export type Report = {
  machine: { node: string; cores: number; processor: string };
  effort: Effort;
  quick: boolean;
  /** The whole run. */
  seconds: number;
  outcomes: readonly Outcome[];
  broken: readonly Broken[];
  /** Ids of rows that `--only` or `--quick` did not take. */
  leftOut: readonly string[];
};
