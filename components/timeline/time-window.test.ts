import { expect, test } from 'vitest';
import { panned, placeOf, revealed, zoomed } from './time-window.ts';

const all = { fromMs: 0, toMs: 1000 };

test('what is pointed at stays where it is', () => {
  const near = zoomed(all, 0.5, 250, 1000);
  expect(near).toEqual({ fromMs: 125, toMs: 625 });
  expect(placeOf(250, near, 800)).toBe(placeOf(250, all, 800));
  expect(zoomed(near, 2, 250, 1000)).toEqual(all);
});

test('neither a point nor more than twice of all is shown', () => {
  const point = zoomed(all, 1e-9, 500, 1000);
  expect(point.toMs - point.fromMs).toBeCloseTo(2, 9);
  const most = zoomed(all, 1e9, 500, 1000);
  expect(most.toMs - most.fromMs).toBe(2000);
});

test('panning ends where something is still in sight', () => {
  expect(panned(all, 200, 5000)).toEqual({ fromMs: 200, toMs: 1200 });
  expect(panned(all, -900, 5000)).toEqual({ fromMs: -20, toMs: 980 });
  expect(panned(all, 90_000, 5000)).toEqual({ fromMs: 4900, toMs: 5900 });
});

test('a moment out of sight comes into the middle; one in sight moves nothing', () => {
  expect(revealed(all, 500, 9000)).toBe(all);
  expect(revealed(all, 4000, 9000)).toEqual({ fromMs: 3500, toMs: 4500 });
});
