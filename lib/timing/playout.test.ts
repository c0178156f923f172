import { expect, test } from 'vitest';
import {
  type Arrival,
  enoughMs,
  needOf,
  playoutOf,
  playoutsOver,
  playsAt,
  type Stall,
  stallSum,
  stallsFor,
  startOf,
} from './playout.ts';

const arrivals = (...pairs: [tMs: number, mediaMs: number][]): Arrival[] =>
  pairs.map(([tMs, mediaMs], i) => ({ tMs, mediaMs, seq: i + 1 }));

test('a schedule made by hand', () => {
  // 500 ms of sound at 1000; the next 300 ms late; in time; then 700 ms after what could be played.
  const log = playoutOf(arrivals([1000, 500], [1800, 1000], [2500, 500], [4000, 500]));
  expect(needOf(log)).toBe(1000);
  expect(stallsFor(log, 0)).toEqual([
    { startMs: 1500, ms: 300, mediaMs: 500, seq: 2 },
    { startMs: 3300, ms: 700, mediaMs: 2000, seq: 4 },
  ]);
  expect(stallsFor(log, 300)).toEqual([{ startMs: 3300, ms: 700, mediaMs: 2000, seq: 4 }]);
  expect(stallsFor(log, 999)).toEqual([{ startMs: 3999, ms: 1, mediaMs: 2000, seq: 4 }]);
  expect(stallsFor(log, 1000)).toEqual([]);
  expect(stallSum(log, 0)).toEqual({ stalls: 2, silenceMs: 1000 });
  // The first arrival at 2000 or later is the third, and 1500 ms of sound came before it.
  expect(log.fillMs).toBe(1500);
});

test('headers are no sound; one piece needs nothing; no piece is nothing', () => {
  expect(playoutOf(arrivals([0, 0], [400, 0], [500, 100], [600, 100])).firstMs).toBe(500);
  expect(needOf(playoutOf(arrivals([0, 0], [400, 0], [500, 100], [600, 100])))).toBe(0);
  expect(stallSum(playoutOf([]), 0)).toEqual({ stalls: 0, silenceMs: 0 });
  expect(playoutOf([]).firstMs).toBeNaN();
});

/** Plays millisecond by millisecond; `start` says when. Returns stalls as (start, length, media). */
function simulate(list: readonly Arrival[], starts: (t: number, queuedMs: number) => boolean): Omit<Stall, 'seq'>[] {
  const total = list.reduce((sum, { mediaMs }) => sum + mediaMs, 0);
  const stalls: Omit<Stall, 'seq'>[] = [];
  let played = 0;
  let playing = false;
  let dry: { startMs: number; ms: number; mediaMs: number } | null = null;
  for (let t = list[0]?.tMs ?? 0; played < total; t++) {
    const received = list.reduce((sum, one) => sum + (one.tMs <= t ? one.mediaMs : 0), 0);
    playing ||= starts(t, received);
    if (!playing) continue;
    if (played < received) {
      played++;
      dry = null;
    } else if (dry === null) {
      dry = { startMs: t, ms: 1, mediaMs: played };
      stalls.push(dry);
    } else dry.ms++;
  }
  return stalls;
}

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const schedules = Array.from({ length: 60 }, (_, seed) => {
  const next = random(seed + 1);
  let t = next(50);
  return Array.from({ length: 1 + next(9) }, (_, i) => {
    t += next(70);
    return { tMs: t, mediaMs: 1 + next(60), seq: i + 1 };
  });
});

test('the same stalls as playing millisecond by millisecond, for every prebuffer', () => {
  let stalled = 0;
  for (const list of schedules) {
    const log = playoutOf(list);
    for (let prebuffer = 0; prebuffer <= needOf(log) + 1; prebuffer++) {
      const played = simulate(list, (t) => t >= log.firstMs + prebuffer);
      expect(stallsFor(log, prebuffer).map(({ seq: _, ...stall }) => stall)).toEqual(played);
      const sum = { stalls: played.length, silenceMs: played.reduce((total, { ms }) => total + ms, 0) };
      expect(stallSum(log, prebuffer)).toEqual(sum);
      stalled += played.length;
    }
  }
  expect(stalled).toBeGreaterThan(1000);
});

test('the smallest prebuffer: none with it, one with a millisecond less', () => {
  for (const list of schedules) {
    const log = playoutOf(list);
    const need = needOf(log);
    expect(simulate(list, (t) => t >= log.firstMs + need)).toEqual([]);
    if (need > 0) expect(simulate(list, (t) => t >= log.firstMs + need - 1)).not.toEqual([]);
  }
});

test('the smallest fill of the queue: none with more, one with it', () => {
  for (const list of schedules) {
    const log = playoutOf(list);
    const lastMs = list.at(-1)?.tMs ?? 0;
    const filled = (ms: number) => (t: number, queued: number) => queued >= ms || t >= lastMs;
    expect(simulate(list, filled(log.fillMs + 1))).toEqual([]);
    if (log.fillMs > 0) expect(simulate(list, filled(log.fillMs))).not.toEqual([]);
  }
});

test('when the player reaches a place in the sound', () => {
  const log = playoutOf(arrivals([1000, 500], [1800, 1000]));
  expect([playsAt(log, 0), playsAt(log, 499), playsAt(log, 500), playsAt(log, 500, 200)]).toEqual([
    1000, 1499, 1800, 1800,
  ]);
  expect(playsAt(log, 100, 200)).toBe(1300);
  expect(playsAt(log, 1500)).toBeNull();
});

test('a hundred thousand arrivals, each later than the one before, and a slider over them', () => {
  const log = playoutOf(Array.from({ length: 100_000 }, (_, i) => ({ tMs: i * 11, mediaMs: 10, seq: i + 1 })));
  expect(needOf(log)).toBeCloseTo(99_999, 6);
  expect(stallSum(log, 50_000).stalls).toBe(49_999);
});

test('a player that waits for sound in its queue: when it begins, and what it then meets', () => {
  const log = playoutOf(arrivals([1000, 100], [1050, 100], [1400, 100], [1450, 400]));
  expect([0, 1, 100, 101, 200, 201, 700].map((fill) => startOf(log, fill))).toEqual([0, 0, 0, 50, 50, 400, 450]);
  expect(startOf(log, 701)).toBeNull();
  // As soon as 100 ms are there: 200 ms are played by 1200. With a little more than `fillMs`, none is missing.
  expect(stallSum(log, startOf(log, 100) ?? 0)).toEqual({ stalls: 1, silenceMs: 200 });
  expect(stallSum(log, startOf(log, log.fillMs + 1) ?? 0).stalls).toBe(0);
  expect(stallSum(log, startOf(log, log.fillMs * 0.9) ?? 0).stalls).toBe(1);
});

test('what was asked for when all before it was played is a playback of its own; what was asked for earlier is not', () => {
  // 300 ms of sound, the last 100 of it 100 ms late: an ideal player is through at 1400 with no prebuffer.
  const parts = (askedMs: number) => {
    const list: Arrival[] = [
      { tMs: 1000, mediaMs: 100, seq: 1 },
      { tMs: 1200, mediaMs: 200, seq: 2 },
      { tMs: 5100, mediaMs: 100, seq: 3, askedMs },
      { tMs: 5260, mediaMs: 100, seq: 4 },
    ];
    return playoutsOver(list.length, (at) => list[at] as Arrival);
  };
  const rested = parts(1400);
  expect(rested.map(({ firstMs, mediaMs }) => [firstMs, mediaMs])).toEqual([
    [1000, 300],
    [5100, 200],
  ]);
  expect(rested.map((log) => [enoughMs(log), stallSum(log, 0)])).toEqual([
    [100, { stalls: 1, silenceMs: 100 }],
    [60, { stalls: 1, silenceMs: 60 }],
  ]);
  expect(parts(1399).map((log) => needOf(log))).toEqual([3860]);
  expect(playoutsOver(0, () => ({ tMs: 0, mediaMs: 0, seq: 0 }))).toEqual([]);
});
