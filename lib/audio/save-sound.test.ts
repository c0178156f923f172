import { expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import type { AudioAsk } from '../dialects/dialect.ts';
import { wavParts } from './save-sound.ts';
import { encodedTones, hear, toneSamples } from './testing/numbered-tones.ts';
import { largestWavSamples, wavHeader, wavSamples } from './wav-file.ts';
import { wavFramer } from './wav-framer.ts';

async function file(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return concatBytes(all);
}
/** Header and samples as our own reader finds them; notes are none when the sizes are right. */
function read(bytes: Uint8Array) {
  const framer = wavFramer();
  const items = [...framer.push(bytes), ...framer.end()];
  const header = items.find((item) => item.kind === 'header')?.header;
  const samples = concatBytes(items.flatMap((item) => (item.kind === 'samples' ? [item.bytes] : [])));
  return { header, samples, notes: items.filter((item) => item.kind === 'note') };
}
const pcm = (sampleRateHz: number): AudioAsk => ({ format: 'pcm', sampleRateHz });

test('a selection of bare samples is saved bit for bit, with right sizes', async () => {
  const tones = toneSamples(5, 24000, 0.2, 0.2);
  const chunks = await encodedTones('pcm', 24000, tones);
  const { sound } = await hear([{ ask: pcm(24000), chunks }]);
  const frame = sound.frame(2);
  const saved = await file(wavParts(sound, frame?.from ?? 0, frame?.to ?? 0));
  const { header, samples, notes } = read(saved);
  expect(header).toMatchObject({ sampleRateHz: 24000, channels: 1, bitsPerSample: 16, dataBytes: 9600 });
  expect(samples).toEqual(chunks[2]);
  expect(notes).toEqual([]);
  expect(new DataView(saved.buffer).getUint32(4, true)).toBe(saved.length - 8);
});

test('mp3 is saved as what it decodes to', async () => {
  const ask = { format: 'mp3', sampleRateHz: 44100 } as const;
  const { sound, linear } = await hear([
    { ask, chunks: await encodedTones('mp3', 44100, toneSamples(24, 44100, 0.5, 0.3)) },
  ]);
  const { header, samples } = read(await file(wavParts(sound, 0, sound.samples)));
  expect(header?.dataBytes).toBe(2 * linear.length);
  expect(Buffer.from(samples).equals(wavSamples(linear))).toBe(true);
});

test('rounds of other rates are resampled to that of the first, in as many samples as the header says', async () => {
  const rounds = [
    { ask: pcm(16000), chunks: [wavSamples(new Float32Array(1601).fill(0.25))] },
    { ask: pcm(44100), chunks: [wavSamples(new Float32Array(4411).fill(0.5))] },
    { ask: pcm(8000), chunks: [wavSamples(new Float32Array(801).fill(-0.5))] },
  ];
  const { sound } = await hear(rounds);
  const { header, samples, notes } = read(await file(wavParts(sound, 1, sound.samples)));
  expect(header).toMatchObject({ sampleRateHz: 16000, dataBytes: samples.length });
  expect(samples.length).toBe(2 * (1600 + Math.round((4411 * 160) / 441) + 1602));
  expect(notes).toEqual([]);
  const view = new DataView(samples.buffer);
  expect(view.getInt16(2 * 800, true)).toBe(8192);
  expect(Math.abs(view.getInt16(2 * 2400, true) - 16384)).toBeLessThan(20);
  expect(Math.abs(view.getInt16(2 * 4000, true) + 16384)).toBeLessThan(20);
});

test('samples are rounded and clamped; what a file cannot say is refused', () => {
  expect([...new Int16Array(wavSamples(Float32Array.of(0, 1, -1, 2, -2, 0.5, 1 / 32768)).buffer)]).toEqual([
    0, 32767, -32768, 32767, -32768, 16384, 1,
  ]);
  expect(() => wavHeader(largestWavSamples + 1, 8000)).toThrow(RangeError);
  expect(wavHeader(largestWavSamples, 8000).length).toBe(44);
});
