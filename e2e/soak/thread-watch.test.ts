import { expect, test } from 'vitest';
import { seededRandom } from '@/lib/bytes/seeded-random.ts';
import { type Look, workWithin } from './thread-watch.ts';

test('the work of a task is between that of the looks within it and that of the looks around it', () => {
  const looks = [0, 20, 40, 60, 80].map((atMs): Look => ({ atMs, workMs: atMs / 2 }));
  expect(workWithin(looks, 15, 50)).toEqual({ leastWorkMs: 20, mostWorkMs: 40 });
  expect(workWithin(looks, 20, 40)).toEqual({ leastWorkMs: 20, mostWorkMs: 20 });
  // Between two looks, before the first and behind the last.
  expect(workWithin(looks, 45, 5)).toEqual({ leastWorkMs: 0, mostWorkMs: 5 });
  expect(workWithin(looks, -10, 35)).toEqual({ leastWorkMs: 10, mostWorkMs: 35 });
  expect(workWithin(looks, 70, 50)).toEqual({ leastWorkMs: 0, mostWorkMs: 50 });
  expect(workWithin([], 0, 50)).toEqual({ leastWorkMs: 0, mostWorkMs: 50 });
});

test('it is what a look through all of them finds', () => {
  const random = seededRandom('thread');
  let [atMs, workMs] = [0, 0];
  const looks = Array.from({ length: 300 }, (): Look => {
    atMs += Math.floor(random() * 30) + 1;
    workMs += random() * 20;
    return { atMs, workMs };
  });
  for (let turn = 0; turn < 300; turn++) {
    const [from, ms] = [Math.floor(random() * atMs), Math.floor(random() * 200)];
    const within = looks.filter((one) => one.atMs >= from && one.atMs <= from + ms);
    const before = looks.findLast((one) => one.atMs <= from);
    const after = looks.find((one) => one.atMs >= from + ms);
    expect(workWithin(looks, from, ms)).toEqual({
      leastWorkMs: (within.at(-1)?.workMs ?? 0) - (within[0]?.workMs ?? 0),
      mostWorkMs: before && after ? Math.min(ms, after.workMs - before.workMs) : ms,
    });
  }
});
