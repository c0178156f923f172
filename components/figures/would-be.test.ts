import { expect, test } from 'vitest';
import { playoutOf } from '@/lib/timing/playout.ts';
import { enough, scaleOf, withDelay, withQueue, wouldBeWords } from './would-be.ts';

const log = (...pairs: [tMs: number, mediaMs: number][]) =>
  playoutOf(pairs.map(([tMs, mediaMs], i) => ({ tMs, mediaMs, seq: i + 1 })));
const late = log([1000, 100], [1050, 100], [1400, 100], [1450, 400]);
const steady = log([0, 500], [100, 500]);

test('several turns: stalls add up, the need is the largest', () => {
  expect(withDelay([late, steady, late], 50)).toEqual({ stalls: 2, silenceMs: 300 });
  expect(enough([late, steady])).toEqual({ delayMs: 200, queueMs: 201 });
  expect(withDelay([late], enough([late]).delayMs).stalls).toBe(0);
});

test('a player that waits for sound: a millisecond more than what came before the late piece is enough, a tenth less is not', () => {
  const { queueMs } = enough([late]);
  expect(withQueue([late], queueMs)).toEqual({ stalls: 0, silenceMs: 0, delayMs: 400 });
  expect(withQueue([late], queueMs * 0.9)).toEqual({ stalls: 1, silenceMs: 150, delayMs: 50 });
  expect(withQueue([late], 10_000)).toMatchObject({ stalls: 0 });
});

test('a slider has room for all marks', () => {
  expect([scaleOf(80, 120), scaleOf(600), scaleOf(0, 5000)]).toEqual([500, 750, 6000]);
  expect([wouldBeWords({ stalls: 0, silenceMs: 0 }), wouldBeWords({ stalls: 1, silenceMs: 12.4 })]).toEqual([
    'would not stall',
    'would stall once, 12 ms of silence',
  ]);
});

test('as many turns as a day has', () => {
  const day = Array.from({ length: 200_000 }, (_, i) => (i === 7 ? late : steady));
  expect(enough(day)).toEqual({ delayMs: 200, queueMs: 201 });
});
