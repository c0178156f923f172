import { expect, test } from 'vitest';
import { wait } from './clock.ts';
import { fakeClock } from './fake.ts';

test('timers run in order of time, then of asking; time stands still between', async () => {
  const clock = fakeClock();
  const seen: string[] = [];
  const note = (name: string) => () => void seen.push(`${name}@${clock.now()}`);
  clock.after(20, note('b'));
  clock.after(10, note('a'));
  clock.after(20, note('c'));
  const cancelled = clock.after(15, note('never'));
  clock.cancel(cancelled);
  await clock.advance(19);
  expect(seen).toEqual(['a@10']);
  await clock.advance(1);
  expect(seen).toEqual(['a@10', 'b@20', 'c@20']);
  expect(clock.pending()).toBe(0);
});

test('a timer may plan another, and a waiting promise goes on, within one advance', async () => {
  const clock = fakeClock();
  const seen: number[] = [];
  void (async () => {
    for (let i = 0; i < 3; i++) {
      await wait(clock, 10);
      seen.push(clock.now());
    }
  })();
  await clock.advance(100);
  expect(seen).toEqual([10, 20, 30]);
  expect(clock.wall()).toBe(1_700_000_000_100);
});
