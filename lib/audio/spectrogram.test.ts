import { describe, expect, test } from 'vitest';
import { fft } from './fft.ts';
import { spectrogramOf } from './session-spectrogram.ts';
import { openSpectrogram, quietestDb, spectrumBins, spectrumColumn, spectrumSamples } from './spectrogram.ts';
import { hear } from './testing/numbered-tones.ts';
import { wavSamples } from './wav-file.ts';

test('the transform is the sum it stands for', () => {
  const re = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i * i));
  const im = Float64Array.from({ length: 64 }, (_, i) => Math.cos(3 * i));
  const [a, b] = [re.slice(), im.slice()];
  fft(re, im);
  for (let k = 0; k < 64; k++) {
    let [x, y] = [0, 0];
    for (let i = 0; i < 64; i++) {
      const turn = (-2 * Math.PI * k * i) / 64;
      x += (a[i] ?? 0) * Math.cos(turn) - (b[i] ?? 0) * Math.sin(turn);
      y += (a[i] ?? 0) * Math.sin(turn) + (b[i] ?? 0) * Math.cos(turn);
    }
    expect(re[k]).toBeCloseTo(x, 9);
    expect(im[k]).toBeCloseTo(y, 9);
  }
});

describe('a column', () => {
  const column = (samples: Float32Array) => {
    const out = new Float32Array(spectrumBins);
    spectrumColumn(samples, 0, out, 0);
    return out;
  };
  const sine = (bin: number, level: number) =>
    Float32Array.from({ length: 1024 }, (_, i) => level * Math.sin((2 * Math.PI * bin * i) / 1024));

  test('has a sine in its bin at its level, and nothing three bins away', () => {
    const found = column(sine(100, 0.1));
    expect(found[100]).toBeCloseTo(-20, 3);
    expect(found[101]).toBeCloseTo(-26.02, 2);
    expect(found[103]).toBeLessThan(-110);
  });

  test('is floored in silence', () => {
    expect([...column(new Float32Array(1024))].every((value) => value === quietestDb)).toBe(true);
  });
});

test.each([256, 1024, 3000])('columns every %d samples are the same whatever the pieces', (hop) => {
  const samples = Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i * i * 1e-5));
  const whole = openSpectrogram(hop).add(samples);
  expect(whole.length / spectrumBins).toBe(Math.floor((samples.length - spectrumSamples) / hop) + 1);
  const pieces = openSpectrogram(hop);
  const found: number[] = [];
  for (let at = 0, size = 1; at < samples.length; at += size, size = (size * 7) % 1999) {
    found.push(...pieces.add(samples.subarray(at, at + size)));
  }
  expect(Float32Array.from(found)).toEqual(whole);
  expect(pieces.columns).toBe(whole.length / spectrumBins);
  const third = new Float32Array(spectrumBins);
  spectrumColumn(samples, 3 * hop, third, 0);
  expect(whole.slice(3 * spectrumBins, 4 * spectrumBins)).toEqual(third);
});

test('of a session: a tone stands in its bin in each column, and a new segment begins anew', async () => {
  const tone = (bin: number, rate: number) =>
    wavSamples(Float32Array.from({ length: rate * 12 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * bin * i) / 1024)));
  const { sound } = await hear([
    { ask: { format: 'pcm', sampleRateHz: 8000 }, chunks: [tone(100, 8000)] },
    { ask: { format: 'pcm', sampleRateHz: 16000 }, chunks: [tone(200, 16000)] },
  ]);
  const starts: number[] = [];
  for await (const { firstSample, sampleRateHz, columns } of spectrogramOf(sound, 0, sound.samples, 4000)) {
    for (let at = 0; at < columns.length; at += spectrumBins) {
      const column = columns.subarray(at, at + spectrumBins);
      expect(column.indexOf(Math.max(...column))).toBe(sampleRateHz / 80);
      starts.push(firstSample + (at / spectrumBins) * 4000);
    }
  }
  const every = (from: number, samples: number) =>
    Array.from({ length: Math.floor((samples - 1024) / 4000) + 1 }, (_, i) => from + 4000 * i);
  expect(starts).toEqual([...every(0, 96_000), ...every(96_000, 192_000)]);
});
