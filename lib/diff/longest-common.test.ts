import { expect, test } from 'vitest';
import { longestCommon } from './longest-common.ts';

/** Numbers that look random and are the same every time. */
function* numbers(seed: number): Generator<number> {
  for (let at = seed; ; ) {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    yield at >>> 8;
  }
}

function lengthByTable(x: readonly number[], y: readonly number[]): number {
  const table = Array.from({ length: x.length + 1 }, () => new Array<number>(y.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= x.length; i++)
    for (let j = 1; j <= y.length; j++)
      (table[i] as number[])[j] = x[i - 1] === y[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
  return at(x.length, y.length);
}

test('as long as the table of all pairs says, of equal places, ascending on both sides', () => {
  const draw = numbers(7);
  const next = (below: number) => (draw.next().value as number) % below;
  for (let round = 0; round < 300; round++) {
    const kinds = 1 + next(6);
    const list = () => Array.from({ length: next(24) }, () => next(kinds));
    const [x, y] = [list(), list()];
    const pairs = longestCommon(x, y, { count: 0 }) ?? [];
    expect(pairs.every(([i, j]) => x[i] === y[j])).toBe(true);
    for (const side of [0, 1] as const) {
      const places = pairs.map((pair) => pair[side]);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    }
    expect(pairs.length).toBe(lengthByTable(x, y));
  }
});

test('lists that have nothing in common are given up after a bounded number of steps', () => {
  const steps = { count: 0 };
  const list = (from: number) => Array.from({ length: 5000 }, (_, i) => from + i);
  expect(longestCommon(list(0), list(10_000), steps)).toBeNull();
  expect(steps.count).toBeLessThan(100_000);
});
