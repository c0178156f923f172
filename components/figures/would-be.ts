/** What a prebuffer would have done to the sound of some turns: sums over their arrivals. */
import { grouped } from '@/lib/bytes/quantity.ts';
import { enoughFillMs, enoughMs, type PlayoutLog, stallSum, startOf } from '@/lib/timing/playout.ts';

export type WouldBe = { stalls: number; silenceMs: number };

/** Stalls and silence with this delay after the first sound of each turn. */
export function withDelay(logs: readonly PlayoutLog[], delayMs: number): WouldBe {
  return sum(logs.map((log) => stallSum(log, delayMs)));
}

/**
 * The same for a player that begins once so much sound waits, and how long after the first sound it began: the longest of the turns.
 * Where so much never came the sound is played when it is complete, without a stall.
 */
export function withQueue(logs: readonly PlayoutLog[], fillMs: number): WouldBe & { delayMs: number } {
  const starts = logs.map((log) => startOf(log, fillMs));
  const stalls = logs.map((log, i) => {
    const delay = starts[i] ?? null;
    return delay === null ? { stalls: 0, silenceMs: 0 } : stallSum(log, delay);
  });
  return { ...sum(stalls), delayMs: most(starts.map((delay) => delay ?? 0)) };
}

/** The least delay without a stall, and the least sound in the queue without one: whole milliseconds. */
export function enough(logs: readonly PlayoutLog[]): { delayMs: number; queueMs: number } {
  return {
    delayMs: most(logs.map(enoughMs)),
    queueMs: most(logs.map(enoughFillMs)),
  };
}

/** The end of a slider that shows all these, ms. */
export function scaleOf(...values: number[]): number {
  const most = Math.max(400, ...values) * 1.2;
  const step = most > 4000 ? 1000 : most > 1000 ? 200 : 50;
  return Math.ceil(most / step) * step;
}

/** Of as many as there are turns: too many for arguments. */
function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function sum(all: readonly WouldBe[]): WouldBe {
  return all.reduce(
    (total, { stalls, silenceMs }) => ({
      stalls: total.stalls + stalls,
      silenceMs: total.silenceMs + silenceMs,
    }),
    { stalls: 0, silenceMs: 0 },
  );
}

/** `would not stall`, `would stall 2 times, 340 ms of silence`: never what happened. */
export function wouldBeWords({ stalls, silenceMs }: WouldBe): string {
  if (stalls === 0) return 'would not stall';
  return `would stall ${stalls === 1 ? 'once' : `${stalls} times`}, ${grouped(Math.round(silenceMs))} ms of silence`;
}
