import { expect, test } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { FlushPace, flushGapMs } from './flush-pace.ts';

test('a quiet session is pushed at once, a flood at its pace, and its last piece too', async () => {
  const clock = fakeClock();
  const pushed: number[] = [];
  const began = clock.now();
  const pace = new FlushPace(clock, () => pushed.push(clock.now() - began));
  for (let i = 0; i < 25; i++) {
    pace.wrote();
    await clock.advance(10);
  }
  expect(pushed).toEqual([0, 100, 200]);
  await clock.advance(1000);
  expect(pushed).toEqual([0, 100, 200, 300]);
  pace.wrote();
  expect(pushed.length).toBe(5);
  await clock.advance(1000);
  pace.push();
  expect(pushed.length).toBe(5);
  pace.wrote();
  pace.wrote();
  pace.push();
  // Nothing comes after the end.
  await clock.advance(flushGapMs * 2);
  expect(pushed.length).toBe(7);
});

test('a push that fails is told once: by the call itself, or by the next', async () => {
  const clock = fakeClock();
  let isBad = true;
  const pace = new FlushPace(clock, () => {
    if (isBad) throw new Error('disk');
  });
  expect(() => pace.wrote()).toThrow('disk');
  isBad = false;
  pace.wrote();
  pace.wrote();
  isBad = true;
  await clock.advance(flushGapMs);
  isBad = false;
  expect(() => pace.wrote()).toThrow('disk');
  pace.wrote();
  expect(() => pace.push()).not.toThrow();
});
