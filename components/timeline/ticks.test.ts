import { expect, test } from 'vitest';
import { ticksOf } from './ticks.ts';

const texts = (fromMs: number, toMs: number, width = 1000) =>
  ticksOf({ fromMs, toMs }, width, 70).map(({ text }) => text);

test('ticks are round, far enough apart, and say their unit', () => {
  expect(texts(0, 4300)).toEqual(['0.0 s', '0.5 s', '1.0 s', '1.5 s', '2.0 s', '2.5 s', '3.0 s', '3.5 s', '4.0 s']);
  expect(texts(0, 60_000)).toEqual(Array.from({ length: 13 }, (_, i) => `${i * 5} s`));
  expect(texts(1000, 1020)).toEqual([
    '1000 ms',
    '1002 ms',
    '1004 ms',
    '1006 ms',
    '1008 ms',
    '1010 ms',
    '1012 ms',
    '1014 ms',
    '1016 ms',
    '1018 ms',
    '1020 ms',
  ]);
});

test('no tick before the beginning', () => {
  expect(ticksOf({ fromMs: -50, toMs: 100 }, 200, 70)[0]?.ms).toBe(0);
});

test.each([1, 17, 333, 4096, 1e6])('never closer than asked, over %d ms', (span) => {
  const ticks = ticksOf({ fromMs: 5, toMs: 5 + span }, 800, 70);
  expect(ticks.length).toBeGreaterThan(1);
  for (let i = 1; i < ticks.length; i++) {
    expect((((ticks[i]?.ms ?? 0) - (ticks[i - 1]?.ms ?? 0)) / span) * 800).toBeGreaterThanOrEqual(69.9);
  }
});
