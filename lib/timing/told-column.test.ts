import { expect, test } from 'vitest';
import { ToldColumn } from './told-column.ts';

test('what was told late, in any order, stands at its place; all else is not known', () => {
  const column = new ToldColumn();
  expect(column.at(0)).toBeNaN();
  column.set(300, 3);
  column.set(5, 1);
  column.set(100_000, 9);
  column.set(300, 4);
  expect([5, 300, 100_000].map((at) => column.at(at))).toEqual([1, 4, 9]);
  expect([0, 6, 299, 301, 99_999, 100_001, 1e9].every((at) => Number.isNaN(column.at(at)))).toBe(true);
});
