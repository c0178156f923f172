import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import { type AudioStream, openAudioStream, type PcmBlock } from './audio-stream.ts';
import { correlate } from './correlate.ts';
import { samplesToMono } from './mono.ts';

type Sample = {
  file: string;
  format: AudioFormat;
  sampleRate: number;
  sha256: string;
  samples?: number;
  samplesDecoded?: number;
};
const folder = new URL('./samples/', import.meta.url);
const load = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)));
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as { files: Sample[] };
const reference = samplesToMono(load('fox.24000.pcm'), 16, 1, false);

const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
function* cuts(bytes: Uint8Array, size: () => number) {
  for (let at = 0; at < bytes.length; ) {
    const next = Math.min(bytes.length, at + size());
    yield bytes.subarray(at, next);
    at = next;
  }
}
type Heard = { stream: AudioStream; blocks: PcmBlock[]; samples: Float32Array; hash: string };
async function hear(bytes: Uint8Array, format: AudioFormat, rate: number, size = () => bytes.length): Promise<Heard> {
  const stream = openAudioStream({ format, sampleRateHz: rate });
  await stream.ready;
  const blocks = [...cuts(bytes, size)].flatMap((part) => stream.push(part));
  blocks.push(...stream.end());
  stream.close();
  const raw = concatBytes(
    blocks.map((b) => new Uint8Array(b.samples.buffer, b.samples.byteOffset, b.samples.byteLength)),
  );
  return {
    stream,
    blocks,
    samples: new Float32Array(raw.buffer),
    hash: createHash('sha256').update(raw).digest('hex'),
  };
}

describe.each(manifest.files.map((sample) => [sample.file, sample] as const))('%s', (file, sample) => {
  const bytes = load(file);

  test('is the file of the manifest, and gives its sample count and rate', async () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sample.sha256);
    const { stream, samples } = await hear(bytes, sample.format, sample.sampleRate);
    expect(samples.length).toBe(sample.samplesDecoded ?? sample.samples);
    expect(stream.samples).toBe(samples.length);
    expect(stream.sampleRateHz).toBe(sample.sampleRate);
    expect(stream.problem).toBeNull();
    const placeholders = file.includes('stream.wav') ? ['placeholder_size'] : [];
    expect(stream.notes.map((note) => note.code)).toEqual(placeholders);
  });

  test('sounds like the sentence', async () => {
    const { samples } = await hear(bytes, sample.format, sample.sampleRate);
    const { peak } = correlate(samples, reference, { heardHz: sample.sampleRate, referenceHz: 24000 });
    expect(peak).toBeGreaterThan(sample.format === 'opus' ? 0.95 : 0.99);
  });

  test('gives the same samples whatever the cut: one piece, single bytes, random pieces', async () => {
    const whole = await hear(bytes, sample.format, sample.sampleRate);
    const single = await hear(bytes, sample.format, sample.sampleRate, () => 1);
    expect(single.hash).toBe(whole.hash);
    const next = random(file.length);
    const pieces = await hear(bytes, sample.format, sample.sampleRate, () => 1 + Math.floor(next() * 4000));
    expect(pieces.hash).toBe(whole.hash);
    expect(pieces.blocks.length).toBeGreaterThan(2);
  });

  test('maps every piece to its samples: a partition without hole or overlap', async () => {
    const { stream } = await hear(bytes, sample.format, sample.sampleRate, () => 777);
    let at = 0;
    for (let byte = 0; byte < bytes.length; byte += 777) {
      const to = stream.map.sampleAt(byte + 777);
      expect(to).toBeGreaterThanOrEqual(at);
      const heardAt = stream.map.byteAt(at);
      if (to > at) expect(stream.map.sampleAt(heardAt)).toBeLessThanOrEqual(at);
      at = to;
    }
    expect(at).toBe(stream.samples);
  });
});

describe('openAudioStream', () => {
  test('decodes what was pushed before it was ready, in order, numbered by push', async () => {
    const bytes = load('fox.44100.128k.mp3');
    const blocks: PcmBlock[] = [];
    const stream = openAudioStream({ format: 'mp3', sampleRateHz: 0, onBlock: (block) => blocks.push(block) });
    const reused = new Uint8Array(5000);
    for (const part of cuts(bytes, () => 5000)) {
      reused.set(part);
      expect(stream.push(reused.subarray(0, part.length))).toEqual([]);
    }
    stream.end();
    await stream.ready;
    expect(blocks.map((b) => b.push)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(blocks.map((b) => b.firstSample)[1]).toBe(blocks[0]?.samples.length);
    expect(stream.samples).toBe(132480);
  });

  test('damage in the middle does not end the sound', async () => {
    for (const [file, format] of [
      ['fox.44100.128k.mp3', 'mp3'],
      ['fox.48000.32k.opus', 'opus'],
    ] as const) {
      const bytes = load(file);
      const damaged = concatBytes([bytes.subarray(0, 6000), new Uint8Array(300).fill(0x55), bytes.subarray(6300)]);
      const { stream, samples } = await hear(damaged, format, 0);
      expect(stream.noteCount).toBeGreaterThan(0);
      expect(stream.problem).toBeNull();
      expect(samples.length).toBeGreaterThan(0.9 * (format === 'mp3' ? 132480 : 142320));
      expect(samples.slice(-30000).some((value) => Math.abs(value) > 0.05)).toBe(true);
    }
  });

  test.each([
    ['mp3', 'fox.44100.stream.wav', 'wav'],
    ['opus', 'fox.44100.128k.mp3', 'mp3'],
    ['wav', 'fox.48000.32k.opus', 'opus'],
    ['pcm', 'fox.48000.32k.opus', 'opus'],
  ] as const)('asked for %s, given %s: a problem that names %s', async (format, file, named) => {
    const { stream, samples } = await hear(load(file), format, 44100);
    expect(samples.length).toBe(0);
    expect(stream.problem).toMatchObject({ code: 'audio_undecodable' });
    expect(stream.problem?.hint).toContain(`those of ${named}`);
  });

  test('random bytes give a problem, no throw, in the formats that have a container', async () => {
    const next = random(3);
    const bytes = Uint8Array.from({ length: 70000 }, () => Math.floor(next() * 256));
    for (const format of ['mp3', 'opus', 'wav'] as const) {
      const { stream } = await hear(bytes, format, 0, () => 1500);
      expect(stream.problem?.code, format).toBe('audio_undecodable');
    }
  });

  test('an empty stream is no problem', async () => {
    for (const format of ['mp3', 'opus', 'wav', 'pcm'] as const) {
      expect((await hear(new Uint8Array(0), format, 0)).stream.problem).toBeNull();
    }
  });

  test('pcm without a rate plays at 44100; an odd byte is carried and, at the end, told', async () => {
    const { stream, samples } = await hear(new Uint8Array([0, 64, 0, 192, 7]), 'pcm', 0, () => 1);
    expect(stream.sampleRateHz).toBe(44100);
    expect([...samples]).toEqual([0.5, -0.5]);
    expect(stream.notes.map((n) => n.code)).toEqual(['truncated']);
  });

  test('after close nothing comes any more', async () => {
    const stream = openAudioStream({ format: 'mp3', sampleRateHz: 0 });
    stream.push(load('fox.44100.64k.mp3'));
    stream.close();
    await stream.ready;
    expect(stream.push(load('fox.44100.64k.mp3'))).toEqual([]);
    expect(stream.samples).toBe(0);
  });
});
