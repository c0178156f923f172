/**
 * What an ideal player would have met: it starts `prebufferMs` after the first sound arrived, plays what it has, waits when it has
 * nothing, and goes on with the very next sound. Times are session time in ms; sound ("media") is counted in ms too.
 */
import { partitionPoint } from '../session/partition-point.ts';

/** Arrivals of sound, reduced to those that decide anything. Plain data; made by `playoutOf`. */
export type PlayoutLog = {
  /** Arrival of the first sound; NaN where there is none. */
  firstMs: number;
  /** Sound in all. */
  mediaMs: number;
  /**
   * Each arrival later than every one before it, ascending: how much later than the first arrival plus the sound received before
   * it. A player that began this long after the first arrival just meets it.
   */
  lateMs: Float64Array;
  /** Sound received before that arrival, and its entry. */
  beforeMs: Float64Array;
  seq: Float64Array;
  /** A player that starts once *more* sound than this waits in its queue meets no stall. */
  fillMs: number;
  /** The first arrivals, up to `mostFillMs` of sound: sound received with each, and how long after the first it came. Ascending. */
  fillsMs: Float64Array;
  fillsAtMs: Float64Array;
};

/** No player waits for more sound than this before it begins. */
export const mostFillMs = 3000;

/** Playback would have stopped at `startMs`, at `mediaMs` of the sound, for `ms`, until entry `seq` came. */
export type Stall = { startMs: number; ms: number; mediaMs: number; seq: number };

/** One arrival: when, how much sound, in which entry. `askedMs`: when the client asked for it, where that was after the one before. */
export type Arrival = { tMs: number; mediaMs: number; seq: number; askedMs?: number | null };

/** Shorter than this is the arithmetic's own error, and no stall. */
const nothingMs = 1e-6;

/** Reads arrivals in order; those without sound (headers) do not count. O(n). */
export function playoutOf(arrivals: readonly Arrival[]): PlayoutLog {
  return playoutOver(arrivals.length, (at) => arrivals[at] as Arrival);
}

/**
 * Arrivals in parts, each a playback of its own: what the client asked for only when all before it would have been played was no
 * stall before. A player rests meanwhile, and begins anew. `askedMs` counts; parts without sound are left out.
 */
export function playoutsOver(count: number, arrival: (at: number) => Arrival): PlayoutLog[] {
  const parts: PlayoutLog[] = [];
  let begin = 0;
  let firstMs = Number.NaN;
  let media = 0;
  let need = 0;
  const close = (end: number) => {
    const from = begin;
    if (media > 0) parts.push(playoutOver(end - from, (at) => arrival(from + at)));
    begin = end;
    firstMs = Number.NaN;
    media = 0;
    need = 0;
  };
  for (let at = 0; at < count; at++) {
    const { tMs, mediaMs, askedMs = null } = arrival(at);
    if (askedMs !== null && media > 0 && askedMs >= firstMs + need + media) close(at);
    if (!(mediaMs > 0)) continue;
    if (Number.isNaN(firstMs)) firstMs = tMs;
    need = Math.max(need, tMs - firstMs - media);
    media += mediaMs;
  }
  close(count);
  return parts;
}

/** The same of arrivals that are made when asked for; each is asked for twice. */
export function playoutOver(count: number, arrival: (at: number) => Arrival): PlayoutLog {
  let firstMs = Number.NaN;
  const late: number[] = [];
  const before: number[] = [];
  const seqs: number[] = [];
  const fills: number[] = [];
  const fillsAt: number[] = [];
  let media = 0;
  for (let at = 0; at < count; at++) {
    const { tMs, mediaMs, seq } = arrival(at);
    if (!(mediaMs > 0)) continue;
    if (Number.isNaN(firstMs)) firstMs = tMs;
    const lateMs = tMs - firstMs - media;
    if (lateMs > (late.at(-1) ?? -1) + nothingMs) {
      late.push(lateMs);
      before.push(media);
      seqs.push(seq);
    }
    media += mediaMs;
    if (media - mediaMs < mostFillMs) {
      fills.push(media);
      fillsAt.push(tMs - firstMs);
    }
  }
  const needMs = late.at(-1) ?? 0;
  return {
    firstMs,
    mediaMs: media,
    lateMs: Float64Array.from(late),
    beforeMs: Float64Array.from(before),
    seq: Float64Array.from(seqs),
    fillMs: fillOf(count, arrival, firstMs + needMs),
    fillsMs: Float64Array.from(fills),
    fillsAtMs: Float64Array.from(fillsAt),
  };
}

/** Sound received before the first arrival at which it is late enough to start: with more than that, it is not earlier. */
function fillOf(count: number, arrival: (at: number) => Arrival, startMs: number): number {
  let media = 0;
  for (let at = 0; at < count; at++) {
    const { tMs, mediaMs } = arrival(at);
    if (mediaMs > 0 && tMs >= startMs - nothingMs) break;
    media += mediaMs;
  }
  return media;
}

/** The smallest prebuffer with no stall, ms after the first sound: max of (arrival - sound received before), less the first arrival. */
export function needOf(log: PlayoutLog): number {
  return log.lateMs.at(-1) ?? 0;
}

/** The same in whole milliseconds upwards: what is recommended, on every screen. */
export function enoughMs(log: PlayoutLog): number {
  return Math.ceil(needOf(log) - nothingMs);
}

/** The least sound in the queue with which a player that waits for it meets no stall, whole milliseconds. */
export function enoughFillMs(log: PlayoutLog): number {
  return needOf(log) === 0 ? 0 : Math.floor(log.fillMs) + 1;
}

/**
 * How long after the first sound a player begins that waits until `fillMs` of sound are in its queue: the prebuffer it really has.
 * Null where so much never came: it begins when it is told that no more comes. `fillMs` up to `mostFillMs`.
 */
export function startOf(log: PlayoutLog, fillMs: number): number | null {
  return log.fillsAtMs[firstLater(log.fillsMs, fillMs - nothingMs)] ?? null;
}

/** The stalls with this prebuffer, in order. */
export function stallsFor(log: PlayoutLog, prebufferMs: number): Stall[] {
  const stalls: Stall[] = [];
  let delay = prebufferMs;
  for (let i = firstLater(log.lateMs, prebufferMs + nothingMs); i < log.lateMs.length; i++) {
    const late = log.lateMs[i] as number;
    const mediaMs = log.beforeMs[i] as number;
    stalls.push({ startMs: log.firstMs + delay + mediaMs, ms: late - delay, mediaMs, seq: log.seq[i] as number });
    delay = late;
  }
  return stalls;
}

/** How many stalls, and the silence they put in, with this prebuffer: O(log n), for a slider. */
export function stallSum(log: PlayoutLog, prebufferMs: number): { stalls: number; silenceMs: number } {
  const stalls = log.lateMs.length - firstLater(log.lateMs, prebufferMs + nothingMs);
  return { stalls, silenceMs: stalls === 0 ? 0 : needOf(log) - prebufferMs };
}

/** When the ideal player reaches `mediaMs` of the sound with this prebuffer, stalls before it included; null where it has none. */
export function playsAt(log: PlayoutLog, mediaMs: number, prebufferMs = 0): number | null {
  if (!(mediaMs < log.mediaMs)) return null;
  const reached = log.beforeMs.findLastIndex((before) => before <= mediaMs);
  return log.firstMs + Math.max(prebufferMs, log.lateMs[reached] ?? 0) + mediaMs;
}

/** Index of the first value above `limit`; the length where there is none. */
export function firstLater(ascending: Float64Array, limit: number): number {
  return partitionPoint(ascending.length, (i) => !((ascending[i] as number) > limit));
}
