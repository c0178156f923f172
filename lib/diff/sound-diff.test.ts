import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAudioStream } from '../audio/audio-stream.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import type { DiffSound } from './diff-side.ts';
import { soundWords } from './diff-words.ts';
import { soundDifference } from './sound-diff.ts';

const samples = new URL('../audio/samples/', import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, samples)));
const pcm = file('fox.24000.pcm');
const breathe = async () => {};
const diff = (a: DiffSound, b: DiffSound) => soundDifference(a, b, breathe);

/** Bytes as they might have come, in pieces of `size`, decoded. */
async function heard(bytes: Uint8Array, format: AudioFormat, size = 4000, hz = 24_000): Promise<DiffSound> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const stream = openAudioStream({ format, sampleRateHz: hz });
  await stream.ready;
  const blocks = [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
  stream.close();
  return {
    seconds: stream.seconds,
    samples: stream.samples,
    sampleRateHz: stream.sampleRateHz,
    encoded: () => pieces,
    async *blocks() {
      yield* blocks;
    },
  };
}

test('the same bytes in other pieces: the same audio, differently chunked', async () => {
  for (const [name, format] of [
    ['fox.24000.pcm', 'pcm'],
    ['fox.24000.64k.mp3', 'mp3'],
    ['fox.24000.32k.opus', 'opus'],
  ] as const) {
    const [a, b] = [await heard(file(name), format, 4096), await heard(file(name), format, 1777)];
    const found = await diff(a, b);
    expect(found).toMatchObject({ kind: 'same-bytes', rechunked: true, first: null });
    expect(soundWords(found)).toContain('audio is the same, differently chunked');
    expect(await diff(a, a)).toMatchObject({ kind: 'same-bytes', rechunked: false });
  }
});

test('one altered sample: its exact place and size, and the mirror of it', async () => {
  const place = 31_337;
  const other = pcm.slice();
  const view = new DataView(other.buffer);
  view.setInt16(2 * place, view.getInt16(2 * place, true) + 1, true);
  const [a, b] = [await heard(pcm, 'pcm'), await heard(other, 'pcm', 3333)];
  const found = await diff(a, b);
  expect(found).toMatchObject({ kind: 'differs', lag: 0, compared: pcm.length / 2, rechunked: true });
  expect(found.first).toMatchObject({ sampleA: place, sampleB: place, secondA: place / 24_000, size: 1 / 32768 });
  expect(found.mostDbfs).toBeCloseTo(-90.3, 1);
  expect((await diff(b, a)).first).toEqual(found.first);
});

test('one is the beginning of the other, and how much is missing', async () => {
  const cut = pcm.subarray(0, pcm.length - 2000);
  const found = await diff(await heard(pcm, 'pcm'), await heard(cut, 'pcm'));
  expect(found).toMatchObject({ kind: 'beginning', first: null, compared: cut.length / 2 });
  expect(soundWords(found)).toBe('audio of B is the beginning of that of A, which goes on for 1,000 samples (0.042 s)');
});

test('the same sound later: by how many samples, and that it is the same from there', async () => {
  const late = new Uint8Array(pcm.length + 2 * 1234);
  late.set(pcm, 2 * 1234);
  const [a, b] = [await heard(pcm, 'pcm'), await heard(late, 'pcm')];
  expect(await diff(a, b)).toMatchObject({ kind: 'differs', lag: 1234, first: null, mostDbfs: null });
  expect(await diff(b, a)).toMatchObject({ kind: 'differs', lag: -1234, first: null });
  expect(soundWords(await diff(a, b))).toContain(
    'begins 1,234 samples (0.051 s) later in B and is the same from there',
  );
});

test('a piece missing in the middle: how much shorter it is and from where on it differs come first', async () => {
  const [from, to] = [17_520, 23_760];
  const less = new Uint8Array([...pcm.subarray(0, 2 * from), ...pcm.subarray(2 * to)]);
  const [a, b] = [await heard(pcm, 'pcm'), await heard(less, 'pcm')];
  const found = await diff(a, b);
  expect(found).toMatchObject({ kind: 'differs', lag: 0 });
  const at = found.first?.sampleA ?? 0;
  expect(at).toBeGreaterThanOrEqual(from);
  expect(at).toBeLessThan(from + 100);
  expect(soundWords(found)).toMatch(/^audio is 0\.260 s shorter in B, and differs from sample 17,[56]\d\d on \(0\.73/);
  expect(soundWords(await diff(b, a))).toMatch(/^audio is 0\.260 s longer in B, and differs from sample 17,/);
});

test('other containers of the same samples are the same; what an encoder adds is not', async () => {
  const [bare, wav] = [
    await heard(file('fox.16000.pcm'), 'pcm', 4000, 16_000),
    await heard(file('fox.16000.wav'), 'wav'),
  ];
  expect(await diff(bare, wav)).toMatchObject({ kind: 'same-samples', mostDbfs: null });
  const rates = ['128k', '192k'].map((rate) => heard(file(`fox.44100.${rate}.mp3`), 'mp3'));
  const [low, high] = [await (rates[0] as Promise<DiffSound>), await (rates[1] as Promise<DiffSound>)];
  const noise = await diff(low, high);
  expect(noise.kind).toBe('differs');
  expect(noise.mostDbfs).toBeLessThan(-20);
  expect(noise.mostDbfs).toBeGreaterThan(-70);
  expect(soundWords(noise)).toMatch(/by at most -\d+\.\d dBFS/);
});

test('other rates, no sound, and sound that cannot be decoded are said, not compared', async () => {
  const none = await heard(new Uint8Array(0), 'pcm');
  const a = await heard(pcm, 'pcm');
  expect((await diff(a, none)).kind).toBe('only-a');
  expect((await diff(none, a)).kind).toBe('only-b');
  expect((await diff(none, none)).kind).toBe('none');
  expect((await diff(a, await heard(file('fox.16000.pcm'), 'pcm', 4000, 16_000))).kind).toBe('other-rate');
  expect((await diff(a, await heard(new Uint8Array(900).fill(7), 'mp3'))).kind).toBe('not-decoded');
});

test('a few altered samples of a tone, which fits itself at many offsets: their place, and no offset', async () => {
  const tone = new Uint8Array(2 * 24_000);
  const view = new DataView(tone.buffer);
  for (let i = 0; i < 24_000; i++) view.setInt16(2 * i, Math.round(12_000 * Math.sin((2 * Math.PI * i) / 32)), true);
  const other = tone.slice();
  new Int16Array(other.buffer, 2 * 10, 60).fill(30_000);
  const [a, b] = [await heard(tone, 'pcm'), await heard(other, 'pcm')];
  for (const found of [await diff(a, b), await diff(b, a)]) {
    expect(found).toMatchObject({ kind: 'differs', lag: 0, differing: 60, first: { sampleA: 10, sampleB: 10 } });
    expect(soundWords(found)).toContain('differs from sample 10 on (0.000 s in A), in 60 of 24,000 samples');
  }
});

test('another sound that is like it at some offset is not told to begin later', async () => {
  const made = (value: (i: number) => number) => {
    const bytes = new Uint8Array(2 * 24_000);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 24_000; i++) view.setInt16(2 * i, Math.round(12_000 * value(i)), true);
    return heard(bytes, 'pcm');
  };
  const voice = (i: number) => Math.sin(i / 5 + 20 * Math.sin(i / 900));
  const [a, b] = [await made(voice), await made((i) => 0.75 * voice(i - 300) + 0.6 * Math.sin(i / 3.1))];
  expect(await diff(a, b)).toMatchObject({ kind: 'differs', lag: 0 });
  const near = await made((i) => voice(i - 300) + 0.05 * Math.sin(i / 3.1));
  expect((await diff(a, near)).lag).toBe(300);
});

test('the same bytes told as another rate are not the same sound', async () => {
  const [slow, fast] = [await heard(pcm, 'pcm'), await heard(pcm, 'pcm', 4000, 48_000)];
  expect((await diff(slow, fast)).kind).toBe('other-rate');
  expect(soundWords(await diff(slow, fast))).toBe('audio is of 24,000 Hz and 48,000 Hz');
});
