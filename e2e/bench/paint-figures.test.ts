import { expect, test } from 'vitest';
import { delaysOf, gapsOf, lagsOf, p99 } from './paint-figures.ts';

test('a gap is a frame that was left out, and more', () => {
  expect(gapsOf([0, 16.7, 33.3, 66.9, 100.9, 135, 300])).toEqual([expect.closeTo(34.1), 165]);
  expect(gapsOf([])).toEqual([]);
});

test('a batch is painted with the first frame that shows its last entry, or a later one', () => {
  const arrivals = [10, 20, 30, 40].map((seq) => ({ seq, t: seq, at: 1000 + seq }));
  const painted = [
    { seq: 9, at: 1012 },
    { seq: 25, at: 1028 },
    { seq: 30, at: 1044 },
  ];
  // What is not painted yet has no delay.
  expect(delaysOf(arrivals, painted)).toEqual([18, 8, 14]);
});

test('a lag is what a batch takes longer than the quickest did', () => {
  const arrivals = [3, 0, 7].map((late, i) => ({ seq: i, t: i * 10, at: 500 + i * 10 + late }));
  expect(lagsOf(arrivals)).toEqual([3, 0, 7]);
});

test('one of a hundred is beyond', () => {
  expect(p99(Array.from({ length: 200 }, (_, i) => 200 - i))).toBe(199);
  expect(p99([5])).toBe(5);
  expect(p99([])).toBeNaN();
});
