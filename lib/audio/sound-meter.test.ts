import { describe, expect, test } from 'vitest';
import { silenceDbfs } from './levels.ts';
import { kWeighting } from './loudness.ts';
import { openSoundMeter } from './sound-meter.ts';

const sine = (hz: number, dbfs: number, seconds: number, rate: number) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => 10 ** (dbfs / 20) * Math.sin((2 * Math.PI * hz * i) / rate));
const measured = (rate: number, ...parts: Float32Array[]) => {
  const meter = openSoundMeter();
  for (const part of parts) meter.add(part, rate);
  return meter.measures();
};
const flat = (samples: number, level = 0) => new Float32Array(samples).fill(level);

describe('loudness', () => {
  test('at 48 kHz the filters are those the standard tabulates', () => {
    const [shelf, high] = kWeighting(48000);
    expect(shelf.b0).toBeCloseTo(1.53512485958697, 12);
    expect(shelf.b1).toBeCloseTo(-2.69169618940638, 12);
    expect(shelf.b2).toBeCloseTo(1.19839281085285, 12);
    expect(shelf.a1).toBeCloseTo(-1.69065929318241, 12);
    expect(shelf.a2).toBeCloseTo(0.73248077421585, 12);
    expect([high.b0, high.b1, high.b2]).toEqual([1, -2, 1]);
    expect(high.a1).toBeCloseTo(-1.99004745483398, 12);
    expect(high.a2).toBeCloseTo(0.99007225036621, 12);
  });

  // A full-scale 997 Hz sine in one channel reads -3.01 LKFS by the standard.
  test.each([48000, 44100, 32000, 24000, 16000])('997 Hz at -20 dBFS reads -23.0 LUFS at %d Hz', (rate) => {
    const { loudnessLufs } = measured(rate, sine(997, -20, 2, rate));
    expect(Math.abs((loudnessLufs ?? 0) - -23.01)).toBeLessThan(rate === 48000 ? 0.02 : 0.05);
  });

  // The shapes of EBU Tech 3341 cases 3 and 4, in one channel (3 dB lower).
  test('quiet stretches do not count: the relative gate', () => {
    const rate = 24000;
    const parts = [sine(1000, -36, 4, rate), sine(1000, -23, 24, rate), sine(1000, -36, 4, rate)];
    expect(Math.abs((measured(rate, ...parts).loudnessLufs ?? 0) - -26)).toBeLessThan(0.1);
    const withSilence = [sine(1000, -72, 4, rate), ...parts, sine(1000, -72, 4, rate)];
    expect(Math.abs((measured(rate, ...withSilence).loudnessLufs ?? 0) - -26)).toBeLessThan(0.1);
  });

  test('none for silence, and none for less than a block', () => {
    expect(measured(48000, flat(48000 * 2)).loudnessLufs).toBeNull();
    expect(measured(48000, sine(997, -20, 0.39, 48000)).loudnessLufs).toBeNull();
    expect(measured(48000, sine(997, -20, 0.4, 48000)).loudnessLufs).not.toBeNull();
  });
});

describe('silence', () => {
  const rate = 16000;
  const tone = flat(8000, 0.1);

  test('leading, trailing and inside, to the sample', () => {
    const found = measured(rate, flat(4000), tone, flat(4800), tone, flat(3199), tone, flat(1600));
    expect(found).toMatchObject({ leadingSilenceS: 0.25, firstAudibleS: 0.25, pauseCount: 1 });
    expect(found.pauseS).toBeCloseTo(0.3, 9);
    expect(found.trailingSilenceS).toBeCloseTo(0.1, 9);
    // 3199 samples, 199.9 ms, are no pause yet.
    expect(found.pauses).toEqual([{ from: 12000, to: 16800, fromS: 0.75, toS: 1.05 }]);
  });

  test('the same whatever pieces it comes in', () => {
    const all = Float32Array.from([...flat(4000), ...tone, ...flat(4800), ...tone, ...flat(1600)]);
    const pieces = Array.from({ length: Math.ceil(all.length / 37) }, (_, i) => all.subarray(37 * i, 37 * (i + 1)));
    expect(measured(rate, ...pieces)).toEqual(measured(rate, all));
  });

  test('ends where the level passes -50 dBFS', () => {
    const just = 10 ** (silenceDbfs / 20);
    expect(measured(rate, flat(100, just * 0.99), flat(10, just * 1.01)).firstAudibleS).toBe(100 / rate);
    expect(measured(rate, flat(16000, just * 0.99))).toMatchObject({
      firstAudibleS: null,
      leadingSilenceS: 1,
      trailingSilenceS: 1,
    });
  });
});

describe('clipping and peak', () => {
  test('three samples in a row at full scale are a clip, two are none', () => {
    const found = measured(
      8000,
      flat(10, 0.5),
      flat(2, 1),
      flat(10, 0.5),
      flat(3, -1),
      flat(5, 0.2),
      flat(4, 32767 / 32768),
    );
    expect(found.clips.map(({ from, to }) => [from, to])).toEqual([
      [22, 25],
      [30, 34],
    ]);
    expect([found.clipCount, found.clippedSamples, found.peakDbfs]).toEqual([2, 7, 0]);
  });

  test('a run cut by the pieces is one', () => {
    expect(measured(8000, flat(2, 1), flat(2, 1), flat(1)).clips).toHaveLength(1);
  });

  test('the peak in dBFS', () => {
    expect(measured(8000, flat(3, -0.5)).peakDbfs).toBeCloseTo(-6.0206, 4);
    expect(measured(8000, flat(3)).peakDbfs).toBe(Number.NEGATIVE_INFINITY);
  });
});
