import { expect, test } from 'vitest';
import { peaks } from '../../audio/peaks.ts';
import { solidPeaks } from './solid-peaks.ts';

/** A voice of 120 Hz at 44.1 kHz: a wave has 367 samples. */
const voice = Float32Array.from({ length: 44_100 }, (_, i) => Math.sin((2 * Math.PI * 120 * i) / 44_100));
const heights = (pairs: Float32Array) =>
  Array.from({ length: pairs.length / 2 }, (_, i) => (pairs[2 * i + 1] as number) - (pairs[2 * i] as number));

test.each([60, 96, 141, 256, 400])('an even voice is an even shape with %d samples in a column', (samples) => {
  const raw = peaks(voice, Math.floor(voice.length / samples));
  const solid = solidPeaks(raw, samples / 44_100);
  expect(Math.min(...heights(solid))).toBeGreaterThan(1.95);
  if (samples < 180) expect(Math.min(...heights(raw))).toBeLessThan(1.6);
});

test('nearer than that each wave is seen as it is; where a column holds waves, nothing is widened', () => {
  const near = peaks(voice, voice.length / 20);
  expect(solidPeaks(near, 20 / 44_100)).toBe(near);
  const far = peaks(voice, 90);
  expect(solidPeaks(far, 1 / 90)).toBe(far);
  expect(solidPeaks(near, 0)).toBe(near);
});

test('silence stays silence but for half a wave at its edges', () => {
  const pairs = new Float32Array(200);
  pairs.set([-1, 1], 100);
  const solid = solidPeaks(pairs, 0.003);
  expect(heights(solid).flatMap((height, at) => (height > 0 ? [at] : []))).toEqual([48, 49, 50, 51, 52]);
});
