import { describe, expect, test } from 'vitest';
import { correlate } from './correlate.ts';

/** Noise with a fixed seed. */
function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  });
}
function placed(sound: Float32Array, at: number, length: number, gain = 1): Float32Array {
  const out = new Float32Array(length);
  for (let i = 0; i < sound.length; i++) out[at + i] = (sound[i] ?? 0) * gain;
  return out;
}

describe('correlate', () => {
  const reference = noise(5000, 7);

  test.each([0, 1, 333, 4096])('finds the reference %i samples in, whatever the volume', (at) => {
    const found = correlate(placed(reference, at, 10000, 0.25), reference);
    expect(found.lag).toBe(at);
    expect(found.peak).toBeCloseTo(1, 5);
  });

  test('finds a beginning that was missed, as a negative lag', () => {
    const found = correlate(reference.slice(500), reference);
    expect(found.lag).toBe(-500);
    expect(found.peak).toBeCloseTo(Math.sqrt(0.9), 1);
  });

  test('a gap of silence inside lowers the peak', () => {
    const torn = placed(reference.slice(2500), 3500, 10000);
    torn.set(reference.slice(0, 2500), 0);
    expect(correlate(torn, reference).peak).toBeLessThan(0.8);
  });

  test('other sound is not alike', () => {
    expect(correlate(noise(10000, 99), reference).peak).toBeLessThan(0.2);
    expect(correlate(new Float32Array(10000), reference).peak).toBe(0);
  });

  test('only lags up to the most are looked at, in blocks as in one', () => {
    const long = noise(200_000, 3);
    const heard = placed(long, 150, 200_400, 0.5);
    const rates = { heardHz: 1000, referenceHz: 1000 };
    const found = correlate(heard, long, { ...rates, mostLagS: 0.2 });
    expect([found.lag, found.overlap]).toEqual([150, 200_000]);
    expect(found.peak).toBeCloseTo(1, 9);
    expect(correlate(heard, long, { ...rates, mostLagS: 0.1 }).peak).toBeLessThan(0.05);
  });

  test('rates may differ', () => {
    const tone = (hz: number) =>
      Float32Array.from({ length: hz / 2 }, (_, i) => Math.sin(((i / hz) ** 2 * 900 + (i / hz) * 200) * 6.283));
    expect(correlate(tone(48000), tone(16000), { heardHz: 48000, referenceHz: 16000 }).peak).toBeGreaterThan(0.999);
  });
});
