import { expect, test } from 'vitest';
import type { TimingView } from '../timing/timing-view.ts';
import { timingDifferences } from './timing-diff.ts';
import { isBeyond, readTolerance, toleranceText, usualTolerance } from './tolerance.ts';

test('beyond is further apart than both: at the edge they are equal still', () => {
  const far = (a: number | null, b: number | null) => isBeyond(a, b, usualTolerance);
  expect([far(100, 150), far(100, 150.1), far(150.1, 100)]).toEqual([false, true, true]);
  expect([far(1000, 1200), far(1000, 1201), far(1201, 1000)]).toEqual([false, true, true]);
  expect([far(null, null), far(null, 0), far(0, null), far(0, 50), far(0, 51)]).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
  expect(isBeyond(100, 111, { share: 0, ms: 10 })).toBe(true);
});

test('a tolerance is read as it is written, and nothing else is', () => {
  expect(readTolerance('20%,50ms')).toEqual(usualTolerance);
  expect(readTolerance(' 5 ms ')).toEqual({ share: 0, ms: 5 });
  expect(readTolerance('12.5%')).toEqual({ share: 0.125, ms: 0 });
  expect(toleranceText({ share: 0.125, ms: 5 })).toBe('12.5%,5ms');
  for (const bad of ['', '20', '%', '20%,', '-5ms', '1e9ms', '20% 50ms', '9'.repeat(60)])
    expect(readTolerance(bad)).toMatchObject({ code: 'bad_tolerance' });
});

const view = (firstByteMs: number): TimingView => {
  const figure = { label: 'First audio byte', unit: 'ms', clock: 'wire', says: '' } as const;
  const figures = [{ ...figure, id: 'first-byte' as const, value: firstByteMs }];
  return { version: 1, untilMs: 0, over: true, figures, turns: [], blames: [], slow: null, wrong: [], price: null };
};

test('figures side by side: all that were compared, those beyond told apart', () => {
  const of = (b: number) => timingDifferences(view(200), view(b), { x: 1000, y: 1000 }, [], usualTolerance);
  expect(of(430)[0]).toMatchObject({ id: 'first-byte', a: 200, b: 430, beyond: true });
  expect(of(250)[0]).toMatchObject({ a: 200, b: 250, beyond: false });
  expect(of(250).at(-1)).toMatchObject({ id: 'length', beyond: false });
});
