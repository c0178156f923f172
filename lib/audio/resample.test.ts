import { describe, expect, test } from 'vitest';
import { peaks } from './peaks.ts';
import { resample, resampler } from './resample.ts';
import { streamMap } from './stream-map.ts';

const tone = (hz: number, rate: number, seconds = 0.5) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));

describe('resample', () => {
  test.each([
    [44100, 48000],
    [48000, 44100],
    [16000, 44100],
    [44100, 16000],
  ])('%i to %i: exact length, a tone stays itself by 80 dB', (from, to) => {
    const made = resample(tone(1000, from), from, to);
    const want = tone(1000, to);
    expect(made.length).toBe(want.length);
    let error = 0;
    let power = 0;
    for (let i = 1000; i < want.length - 1000; i++) {
      error += ((made[i] ?? 0) - (want[i] ?? 0)) ** 2;
      power += (want[i] ?? 0) ** 2;
    }
    expect(10 * Math.log10(power / error)).toBeGreaterThan(80);
  });

  test('what the lower rate cannot hold is left out', () => {
    const made = resample(tone(15000, 44100), 44100, 16000);
    expect(Math.max(...made.slice(500, -500).map(Math.abs))).toBeLessThan(0.001);
  });

  test('any cut gives the same samples', () => {
    const input = tone(440, 24000);
    const stream = resampler(24000, 44100);
    const parts: number[] = [];
    for (let at = 0; at < input.length; at += 97) parts.push(...stream.push(input.subarray(at, at + 97)));
    parts.push(...stream.end());
    expect(Float32Array.from(parts)).toEqual(resample(input, 24000, 44100));
  });
});

describe('peaks', () => {
  test('least and greatest of equal stretches', () => {
    expect([...peaks(Float32Array.from([0, 1, -1, 0.5, 0.25, 0.25]), 3)]).toEqual([0, 1, -1, 0.5, 0.25, 0.25]);
  });
  test('no more pairs than samples', () => {
    expect([...peaks(Float32Array.from([0.5]), 48)]).toEqual([0.5, 0.5]);
    expect(peaks(new Float32Array(0), 48).length).toBe(0);
  });
});

describe('streamMap', () => {
  test('linear inside a run, nothing between runs', () => {
    const map = streamMap();
    map.add(10, 20, 100, false);
    map.add(30, 40, 100, false);
    expect([0, 10, 15, 20, 25, 30, 35, 40, 99].map(map.sampleAt)).toEqual([0, 0, 50, 100, 100, 100, 150, 200, 200]);
    expect([0, 50, 100, 150, 200].map(map.byteAt)).toEqual([10, 15, 30, 35, 40]);
  });
  test('bare samples join, and many runs fit', () => {
    const map = streamMap();
    for (let i = 0; i < 1000; i++) map.add(i * 2, i * 2 + 2, 1, true);
    expect([map.runs, map.sampleAt(1000), map.byteAt(500)]).toEqual([1, 500, 1000]);
    for (let i = 0; i < 1000; i++) map.add(3000 + i * 10, 3010 + i * 10, 5, false);
    expect([map.runs, map.sampleAt(3000 + 9990), map.byteAt(1000 + 4995)]).toEqual([1001, 1000 + 4995, 12990]);
  });
});
