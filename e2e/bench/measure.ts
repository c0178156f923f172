/**
 * Timing, so that two ways of doing the same are compared in the same breath. What is counted is processor time, of all
 * threads of this process (collecting garbage included): other programs that run beside us do not change it much.
 */

/** How long a measurement lasts: rounds, and milliseconds of each contestant in each round. */
export type Effort = { rounds: number; roundMs: number };
export const fullEffort: Effort = { rounds: 5, roundMs: 250 };
export const quickEffort: Effort = { rounds: 3, roundMs: 40 };

/** One measured thing: the samples of all rounds, sorted. */
export type Samples = readonly number[];

/** The middle one; of an even number the mean of the two in the middle. Throws for none. */
export function median(samples: Samples): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new Error('the median of nothing');
  return (lower + upper) / 2;
}

/** What `run` gives is looked at, so that no compiler may leave the work out. */
export type Work = () => unknown;

/**
 * Nanoseconds one call of `ours` and of `baseline` takes, a pair for every round. The two take turns within a round in
 * short slices, so that a machine that is busy for a while is busy for both.
 */
export function pairs(ours: Work, baseline: Work, { rounds, roundMs }: Effort): { ours: number; baseline: number }[] {
  const slices = 10;
  const sliceMs = roundMs / slices;
  const ourCalls = callsIn(ours, sliceMs);
  const baselineCalls = callsIn(baseline, sliceMs);
  return Array.from({ length: rounds }, () => {
    const taken = { ours: 0, baseline: 0 };
    for (let slice = 0; slice < slices; slice++) {
      taken.ours += timed(ours, ourCalls);
      taken.baseline += timed(baseline, baselineCalls);
    }
    return {
      ours: (taken.ours * 1e6) / (ourCalls * slices),
      baseline: (taken.baseline * 1e6) / (baselineCalls * slices),
    };
  });
}

/** Milliseconds a single call takes, one sample a round, after one call that warms up. */
export function singles(work: Work, { rounds }: Effort): number[] {
  timed(work, 1);
  return Array.from({ length: rounds }, () => timed(work, 1));
}

/** Calls that take about `ms`, found by doubling; this is the warm-up as well. */
function callsIn(work: Work, ms: number): number {
  // Long enough for the optimising compiler to have had its say.
  for (let warm = 0; warm < 100; ) warm += timed(work, 100);
  let calls = 1;
  let taken = timed(work, calls);
  while (taken < ms) {
    calls *= 2;
    taken = timed(work, calls);
  }
  return Math.max(1, Math.round((calls * ms) / taken));
}

let seen: unknown;

/** Milliseconds of processor time for `calls` calls. */
function timed(work: Work, calls: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) seen = work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The last thing any work gave. */
export function lastSeen(): unknown {
  return seen;
}
