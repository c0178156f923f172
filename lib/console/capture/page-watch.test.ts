import { expect, test } from 'vitest';
import type { Clock } from '../../clock/clock.ts';
import { fakeClock } from '../../clock/fake.ts';
import { type AbsentTime, PageWatch } from './page-watch.ts';

/** `late`: a timer that is due while the page stands still runs so much later; the wall may jump meanwhile. */
function stage() {
  const clock = fakeClock();
  const told: AbsentTime[] = [];
  let slept = 0;
  let wall = 0;
  let busy = true;
  const own: Clock = { ...clock, now: () => clock.now() + slept, wall: () => clock.wall() + wall };
  const watch = new PageWatch(
    own,
    () => busy,
    (absent) => told.push(absent),
  );
  return {
    clock,
    watch,
    told,
    stand: (ms: number) => {
      slept += ms;
    },
    jump: (ms: number) => {
      wall += ms;
    },
    idle: () => {
      busy = false;
    },
  };
}

test('a hidden page is told when it comes back, with its time', async () => {
  const { clock, watch, told } = stage();
  watch.setHidden(false);
  await clock.advance(100);
  watch.setHidden(true);
  await clock.advance(50);
  watch.setHidden(true);
  expect(told).toEqual([]);
  expect(watch.absences()).toEqual([{ why: 'hidden', fromMs: 100, toMs: 150 }]);
  await clock.advance(12_250);
  watch.setHidden(false);
  watch.setHidden(false);
  expect(told).toEqual([{ why: 'hidden', fromMs: 100, toMs: 12_400 }]);
  expect(watch.absences()).toEqual(told);
});

test('timers that are late by more than a quarter of a second are told, from when they were due', async () => {
  const { clock, watch, told, stand } = stage();
  watch.wake();
  await clock.advance(600);
  stand(250);
  await clock.advance(1000);
  expect(told).toEqual([]);
  stand(4000);
  await clock.advance(1000);
  expect(told).toEqual([{ why: 'still', fromMs: 2250, toMs: 6250 }]);
});

test('a wall clock that jumps changes nothing', async () => {
  const { clock, watch, told, jump } = stage();
  watch.wake();
  for (const ms of [3_600_000, -7_200_000, 86_400_000]) {
    await clock.advance(300);
    jump(ms);
    watch.setHidden(true);
    await clock.advance(700);
    jump(-ms / 2);
    watch.setHidden(false);
  }
  expect(told.map(({ why, fromMs, toMs }) => [why, toMs - fromMs])).toEqual([
    ['hidden', 700],
    ['hidden', 700],
    ['hidden', 700],
  ]);
});

test('nothing is watched when there is nothing to watch for', async () => {
  const { clock, watch, idle, stand, told } = stage();
  watch.wake();
  watch.wake();
  expect(clock.pending()).toBe(1);
  idle();
  await clock.advance(1000);
  expect(clock.pending()).toBe(0);
  stand(60_000);
  watch.wake();
  expect(told).toEqual([]);
});
