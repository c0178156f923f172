import { expect, test } from 'vitest';
import { type ClockOffsetEstimator, driftPpm, openClockOffset } from './clock-offset.ts';

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Asks at `sentAtMs`: `there` and `back` ms on the way; the relay's clock is ahead by `ahead(page time)`. */
function ask(
  to: ClockOffsetEstimator,
  sentAtMs: number,
  there: number,
  back: number,
  ahead: (t: number) => number,
): void {
  const met = sentAtMs + there;
  to.add({ sentAtMs, serverNowMs: met + ahead(met), receivedAtMs: met + back });
}

test('equal ways: exact; the uncertainty is half the round trip', () => {
  const clock = openClockOffset();
  expect(clock.at(0)).toBeNull();
  ask(clock, 1000, 4, 4, () => 5000);
  expect(clock.at(1004)).toEqual({ offsetMs: 5000, uncertaintyMs: 4, rttMs: 8 });
});

test('the quickest question counts; slow ones do not spoil it', () => {
  const clock = openClockOffset();
  for (let i = 0; i < 20; i++) ask(clock, i * 250, 1, i === 7 ? 1 : 80 + i, () => -300);
  const found = clock.at(5000);
  expect(found?.rttMs).toBe(2);
  expect(found?.offsetMs).toBeCloseTo(-300, 9);
});

test('unequal ways stay inside the uncertainty, whatever they are', () => {
  const next = random(3);
  for (let run = 0; run < 200; run++) {
    const clock = openClockOffset();
    const truth = next() * 1e6;
    let t = 0;
    for (let i = 0; i < 30; i++) {
      t += 250;
      ask(clock, t, next() * 100, next() * 3, () => truth);
    }
    const found = clock.at(t);
    expect(Math.abs((found?.offsetMs ?? 0) - truth)).toBeLessThanOrEqual((found?.uncertaintyMs ?? 0) + 1e-6);
  }
});

test('drift of 60 ppm over six hours is followed, and inside the uncertainty all the time', () => {
  const next = random(5);
  const clock = openClockOffset();
  const ahead = (t: number) => 2000 + (t * 60) / 1e6;
  let widest = 0;
  for (let t = 0; t < 6 * 3_600_000; t += 5000) {
    ask(clock, t, 1 + next() * 20, 1 + next() * 20, ahead);
    const found = clock.at(t + 4000);
    const wrong = Math.abs((found?.offsetMs ?? 0) - ahead(t + 4000));
    expect(wrong).toBeLessThanOrEqual((found?.uncertaintyMs ?? 0) + 1e-6);
    widest = Math.max(widest, t > 60_000 ? (found?.uncertaintyMs ?? 0) : 0);
  }
  // By then the clocks are 1.3 s apart from where they were.
  expect(widest).toBeLessThan(15);
  expect(clock.steps).toBe(0);
  // And it can be looked back on.
  expect(Math.abs((clock.at(3_600_000)?.offsetMs ?? 0) - ahead(3_600_000))).toBeLessThan(15);
});

test('one answer that cannot be true is doubted; a second like it shows a clock that slept', () => {
  const clock = openClockOffset();
  for (let t = 0; t < 5000; t += 250) ask(clock, t, 2, 2, () => 100);
  ask(clock, 5000, 1, 1, () => 9000);
  expect([clock.at(5000)?.offsetMs, clock.steps]).toEqual([100, 0]);
  ask(clock, 5250, 2, 2, () => 100);
  ask(clock, 10_000, 2, 2, () => 60_100);
  ask(clock, 10_250, 2, 2, () => 60_100);
  expect([clock.at(10_250)?.offsetMs, clock.steps]).toEqual([60_100, 1]);
});

test('what cannot be is ignored', () => {
  const clock = openClockOffset();
  clock.add({ sentAtMs: 10, serverNowMs: 5, receivedAtMs: 9 });
  clock.add({ sentAtMs: 10, serverNowMs: Number.NaN, receivedAtMs: 12 });
  clock.add({ sentAtMs: Number.NaN, serverNowMs: 5, receivedAtMs: 12 });
  clock.add({ sentAtMs: 10, serverNowMs: 5, receivedAtMs: Number.POSITIVE_INFINITY });
  expect(clock.at(10)).toBeNull();
});

test('of a thousand answers hours apart the best one is found for any moment', () => {
  const next = random(17);
  const clock = openClockOffset();
  const all: { atMs: number; halfMs: number }[] = [];
  for (let i = 0; i < 1000; i++) {
    const [sent, there, back] = [i * 20_000 + next() * 9000, next() * 40, next() * 40];
    ask(clock, sent, there, back, () => 700);
    all.push({ atMs: sent + (there + back) / 2, halfMs: (there + back) / 2 });
  }
  for (let i = 0; i < 500; i++) {
    const pageMs = next() * 21_000_000 - 500_000;
    const least = Math.min(...all.map(({ atMs, halfMs }) => halfMs + (Math.abs(pageMs - atMs) * driftPpm) / 1e6));
    expect(clock.at(pageMs)?.uncertaintyMs).toBeCloseTo(least, 9);
  }
});
