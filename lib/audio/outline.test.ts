import { describe, expect, test } from 'vitest';
import { silenceLevel } from './levels.ts';
import { openOutline } from './outline.ts';
import { rateRuns } from './rate-runs.ts';

const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

describe('an outline', () => {
  const next = random(5);
  const samples = Float32Array.from({ length: 300_000 }, (_, i) =>
    Math.sin(i / 30_000) > 0.6 ? 0.9 * (2 * next() - 1) : silenceLevel * 0.5 * next(),
  );
  const outline = openOutline();
  for (let at = 0; at < samples.length; ) {
    const to = at + 1 + Math.floor(next() * 3000);
    outline.add(samples.subarray(at, to));
    at = to;
  }

  test('between block borders has the least and greatest sample, near and far', () => {
    for (let i = 0; i < 300; i++) {
      const a = 256 * Math.floor(next() * 1000);
      const b = a + 256 * (1 + Math.floor(next() * (i % 3 === 0 ? 3 : 170)));
      let [min, max] = [1, -1];
      for (const value of samples.subarray(a, b)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      const found = outline.between(a, b);
      expect(found.min).toBeCloseTo(min, 4);
      expect(found.max).toBeCloseTo(max, 4);
    }
    expect(outline.between(5, 5)).toEqual({ min: 0, max: 0 });
    expect(outline.between(400_000, 500_000)).toEqual({ min: 0, max: 0 });
  });

  test('knows the first and the last audible sample of any range, exact to the block its end cuts', () => {
    const audible = (i: number) => Math.abs(samples[i] as number) > silenceLevel;
    for (let n = 0; n < 300; n++) {
      const a = Math.floor(next() * 250_000);
      const b = a + 1 + Math.floor(next() * 50_000);
      let first = a;
      while (first < b && !audible(first)) first++;
      let last = b - 1;
      while (last >= a && !audible(last)) last--;
      const found = [outline.firstAudible(a, b), outline.lastAudible(a, b)];
      if (first === b) expect(found.every((one) => one === null || one % 256 === 0 || b - a < 512)).toBe(true);
      else {
        expect(Math.abs((found[0] ?? Number.NaN) - first)).toBeLessThan(first - a < 256 ? 256 : 1);
        expect(Math.abs((found[1] ?? Number.NaN) - last)).toBeLessThan(b - last < 256 ? 256 : 1);
      }
    }
    expect(openOutline().firstAudible(0, 100)).toBeNull();
    expect(openOutline().lastAudible(0, 100)).toBeNull();
  });

  test('costs under 7 bytes for 256 samples, and the room to grow', () => {
    expect(outline.stateBytes / (outline.samples / 256)).toBeLessThan(2 * 7);
  });
});

test('rates: seconds and samples across changes', () => {
  const rates = rateRuns();
  rates.add(100, 8000);
  rates.add(100, 8000);
  rates.add(480, 48000);
  rates.add(80, 8000);
  expect(rates.runs.length).toBe(3);
  expect(rates.seconds).toBeCloseTo(0.025 + 0.01 + 0.01, 12);
  expect(rates.secondsOf(200 + 240)).toBeCloseTo(0.03, 12);
  expect(rates.sampleAt(0.03)).toBe(440);
  expect(rates.sampleAt(-1)).toBe(0);
  expect(rates.sampleAt(9)).toBe(760);
  expect(rates.runAt(250)).toEqual({ end: 680, sampleRateHz: 48000 });
  expect(rates.between(150, 700)).toEqual([
    { samples: 50, sampleRateHz: 8000 },
    { samples: 480, sampleRateHz: 48000 },
    { samples: 20, sampleRateHz: 8000 },
  ]);
});
