import { expect, test } from 'vitest';
import { ReplayTimes } from './replay-times.ts';

const timesOf = (times: readonly number[], frames: readonly number[]) =>
  new ReplayTimes({
    length: times.length,
    tOf: (seq) => times[seq - 1] as number,
    kindOf: (seq) => (frames.includes(seq) ? 'frame' : 'mark'),
  });

test('entries come at their times, frames are counted', () => {
  const times = timesOf([0, 5, 5, 9], [2, 3]);
  expect([-1, 0, 4.9, 5, 8, 9, 1e9].map((ms) => times.entryAt(ms))).toEqual([0, 1, 1, 3, 3, 4, 4]);
  expect([0, 1, 2, 3, 4].map((seq) => times.framesUpTo(seq))).toEqual([0, 0, 1, 2, 2]);
  expect([-3, 0, 1, 2, 9].map((n) => times.frame(n))).toEqual([2, 2, 2, 3, 3]);
  expect([times.entries, times.frames, times.endMs, times.tOf(0), times.tOf(3)]).toEqual([4, 2, 9, 0, 5]);
});

test('times that go back, or are none, come with the entry before: nothing comes out of order', () => {
  const times = timesOf([3, 1, Number.NaN, -4, 7, Number.NEGATIVE_INFINITY], [1, 2, 3, 4, 5, 6]);
  expect([1, 2, 3, 4, 5, 6].map((seq) => times.tOf(seq))).toEqual([3, 3, 3, 3, 7, 7]);
  expect([2, 3, 6.9, 7].map((ms) => times.entryAt(ms))).toEqual([0, 4, 4, 6]);
});

test('a record without entries, and one without frames', () => {
  const none = timesOf([], []);
  expect([none.endMs, none.entryAt(5), none.frame(1), none.framesUpTo(3)]).toEqual([0, 0, null, 0]);
  expect(timesOf([1, 2], []).frame(1)).toBeNull();
});
