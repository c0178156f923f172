import { expect, test } from 'vitest';
import { planFor } from '@/lib/faults/fit.ts';
import { faultTable } from '@/lib/faults/table.ts';
import { type Job, jobs, mustBeWhole, weathers } from './plan.ts';

const take = (seed: string, count: number): Job[] => {
  const all = jobs(seed);
  return Array.from({ length: count }, () => all.next().value as Job);
};

test('the same seed, the same sessions; another one, others', () => {
  expect(take('a', 200)).toEqual(take('a', 200));
  expect(take('a', 20)).not.toEqual(take('b', 20));
});

test('every fault and every weather has its turn, in either dialect and at either place, and every plan can be read', () => {
  const all = take('7', 600);
  const names = new Set(all.map(({ faults }) => (faults.split('+')[0] ?? '').split(':')[0]));
  expect([...names].sort()).toEqual(['', ...faultTable.map(({ name }) => name)].sort());
  expect(new Set(all.map(({ weather }) => weather))).toEqual(new Set(Object.keys(weathers)));
  for (const part of ['dialect', 'place'] as const) expect(new Set(all.map((job) => job[part])).size).toBe(2);
  const unread = all.filter(({ faults, dialect, place }) => {
    const plan = planFor(faults, { dialect, sandbox: place === 'server' });
    return plan !== null && 'code' in plan;
  });
  expect(unread).toEqual([]);
});

test('whole is what nobody cut', () => {
  const job: Job = { dialect: 'fish', format: 'mp3', faults: '', place: 'console', weather: 'calm' };
  expect(mustBeWhole(job)).toBe(true);
  expect(mustBeWhole({ ...job, weather: 'reset on the way' })).toBe(false);
  expect(mustBeWhole({ ...job, faults: 'close+seed:1' })).toBe(false);
  expect(mustBeWhole({ ...job, faults: 'close+seed:1', place: 'server' })).toBe(true);
  expect(mustBeWhole({ ...job, faults: 'reset+seed:1', place: 'server' })).toBe(false);
  expect(mustBeWhole({ ...job, faults: 'drop+seed:4' })).toBe(true);
});
