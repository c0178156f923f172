/**
 * What the relay's clock says when the page's says so: estimated from questions and answers, as NTP does (RFC 5905 section 8).
 * Both clocks are monotonic; wall clocks take no part, and may jump.
 */

import { partitionPoint } from '../session/partition-point.ts';

/** One question: asked and answered on the page's clock, and what the relay's clock said in between. Milliseconds. */
export type ClockSample = { sentAtMs: number; serverNowMs: number; receivedAtMs: number };

/** `serverMs = pageMs + offsetMs`, wrong by `uncertaintyMs` at most. `rttMs`: of the question it rests on. */
export type ClockOffset = { offsetMs: number; uncertaintyMs: number; rttMs: number };

export type ClockOffsetEstimator = {
  /** The next answer, in the order of arrival. What cannot be (times that run backwards, no numbers) is ignored. */
  add(sample: ClockSample): void;
  /** The estimate for a moment of the page's clock; null before the first answer. */
  at(pageMs: number): ClockOffset | null;
  /** How often the clocks were found to have moved against each other by more than drift explains: a machine that slept. */
  readonly steps: number;
};

/**
 * Two quartz clocks drift apart by so much at most: 0.1 ms a second, each of them 50 ppm off. An older answer is worth less by this
 * much, so that over hours the estimate follows the drift instead of averaging it away.
 */
export const driftPpm = 100;
/** One answer is kept for so long a stretch of the page's clock, the quickest of it: hours cost little, and can be looked back on. */
const stretchMs = 10_000;
/** Ten hours. */
const mostKept = 3600;

type Kept = { atMs: number; offsetMs: number; halfRttMs: number };

/**
 * Opens an estimator. Rests on the one answer whose round trip, plus drift since, is least: since the relay looked at its clock
 * between question and answer, its error is half that round trip at most, however unequal the two ways were.
 */
export function openClockOffset(): ClockOffsetEstimator {
  /**
   * In order of time, and none that another one makes useless: of those, the best for a moment stands next to it, before or after,
   * since the errors of all grow equally fast.
   */
  let kept: Kept[] = [];
  /** An answer that contradicts what is known; a second one like it shows that the clocks have moved. */
  let doubted: Kept | null = null;
  let steps = 0;

  const best = (pageMs: number): { error: number; from: Kept } | null => {
    const after = partitionPoint(kept.length, (at) => (kept[at] as Kept).atMs <= pageMs);
    let found: { error: number; from: Kept } | null = null;
    for (const from of kept.slice(Math.max(0, after - 1), after + 1)) {
      const error = errorAt(from, pageMs);
      if (found === null || error < found.error) found = { error, from };
    }
    return found;
  };

  const keep = (next: Kept) => {
    const at = partitionPoint(kept.length, (i) => (kept[i] as Kept).atMs <= next.atMs);
    const neighbours = [kept[at - 1], kept[at]];
    if (neighbours.some((one) => one !== undefined && makesUseless(one, next))) return;
    let from = at;
    let to = at;
    const isWorse = (one: Kept | undefined) =>
      one !== undefined && (makesUseless(next, one) || stretchOf(one) === stretchOf(next));
    while (isWorse(kept[from - 1])) from--;
    while (isWorse(kept[to])) to++;
    kept.splice(from, to - from, next);
    if (kept.length > mostKept) kept.shift();
  };

  return {
    get steps() {
      return steps;
    },
    add({ sentAtMs, serverNowMs, receivedAtMs }) {
      const rtt = receivedAtMs - sentAtMs;
      // NaN fails the comparison too.
      if (!(rtt >= 0) || !Number.isFinite(serverNowMs) || !Number.isFinite(rtt)) return;
      const atMs = sentAtMs + rtt / 2;
      const next = { atMs, offsetMs: serverNowMs - atMs, halfRttMs: rtt / 2 };
      const known = best(atMs);
      if (known === null || agrees(known.from, next)) {
        doubted = null;
        keep(next);
      } else if (doubted !== null && agrees(doubted, next)) {
        steps++;
        kept = [doubted];
        doubted = null;
        keep(next);
      } else doubted = next;
    },
    at(pageMs) {
      const found = best(pageMs);
      if (found === null) return null;
      return { offsetMs: found.from.offsetMs, uncertaintyMs: found.error, rttMs: found.from.halfRttMs * 2 };
    },
  };
}

function stretchOf({ atMs }: Kept): number {
  return Math.floor(atMs / stretchMs);
}

/** Whether `a` is at least as good as `b` at every moment. */
function makesUseless(a: Kept, b: Kept): boolean {
  return errorAt(a, b.atMs) <= b.halfRttMs;
}

function errorAt(from: Kept, pageMs: number): number {
  return from.halfRttMs + (Math.abs(pageMs - from.atMs) * driftPpm) / 1e6;
}

/** Whether one offset can be true of both, drift allowed. */
function agrees(a: Kept, b: Kept): boolean {
  return Math.abs(a.offsetMs - b.offsetMs) <= errorAt(a, b.atMs) + b.halfRttMs + 1e-6;
}
