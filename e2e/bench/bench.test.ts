import { expect, test } from 'vitest';
import { median, pairs, singles } from './measure.ts';
import { outcomeOf, type Row, verdictOf } from './row.ts';
import { tableOf } from './table.ts';

test.each([
  [0.44, 'reached'],
  [0.45, 'reached'],
  [0.5, 'within 25 %'],
  [0.57, 'missed'],
] as const)('%s of at most 0.45: %s', (measured, verdict) => {
  expect(verdictOf(measured, 0.45)).toBe(verdict);
});

test('the middle of samples, odd and even in number', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('nothing');
});

test('a pair for every round; ten times the work takes longer', () => {
  let sum = 0;
  const work = (times: number) => () => {
    for (let i = 0; i < times; i++) sum += Math.sqrt(i);
    return sum;
  };
  const rounds = pairs(work(2000), work(200), { rounds: 3, roundMs: 20 });
  expect(rounds.length).toBe(3);
  expect(median(rounds.map(({ ours, baseline }) => ours / baseline))).toBeGreaterThan(2);
  expect(singles(work(10), { rounds: 4, roundMs: 1 }).length).toBe(4);
});

test('a row becomes lines with median, spread and verdict', async () => {
  const row: Row = {
    id: 'a-row',
    what: 'something',
    baseline: 'the usual way',
    unit: 'x',
    most: 2,
    run: () => ({ samples: [2.2, 1, 3], aside: '22 ns against 10 ns' }),
  };
  const outcome = await outcomeOf(row, { rounds: 3, roundMs: 1 });
  expect(outcome).toMatchObject({ median: 2.2, low: 1, high: 3, verdict: 'within 25 %' });
  const [, figures, aside] = tableOf([outcome]).split('\n');
  expect(figures).toMatch(/^a-row +2\.20x +1\.00x to 3\.00x +<= 2\.00x +within 25 % +something$/);
  expect(aside?.trim()).toBe('22 ns against 10 ns (the usual way)');
});
