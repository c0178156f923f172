import { expect, test } from 'vitest';
import { partitionPoint } from './partition-point.ts';

test('as many as fit, at every place of lists of every small length', () => {
  for (let count = 0; count <= 9; count++)
    for (let fitting = 0; fitting <= count; fitting++) expect(partitionPoint(count, (i) => i < fitting)).toBe(fitting);
});

test('a long list is not walked', () => {
  let looks = 0;
  const fits = (i: number) => {
    looks++;
    return i < 777_777;
  };
  expect(partitionPoint(1_000_000, fits)).toBe(777_777);
  expect(looks).toBeLessThanOrEqual(20);
});
