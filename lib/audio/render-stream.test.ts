/** Decoding again from the middle: the awkward streams. Plain ones are rendered in numbered-tones.test.ts. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import type { AudioAsk, AudioFormat } from '../dialects/dialect.ts';
import { oggFramer } from './ogg-framer.ts';
import { encodedTones, hear, largestDifference, toneSamples } from './testing/numbered-tones.ts';
import { continued, last, oggPage, opusHeaders } from './testing/ogg-writer.ts';

const load = (file: string) => new Uint8Array(readFileSync(new URL(`./samples/${file}`, import.meta.url)));
const ask = (format: AudioFormat, sampleRateHz: number): AudioAsk => ({ format, sampleRateHz });

/** Jumps to 40 places: every render has the samples of the first decoding there, to `tolerance`. */
async function jumps(format: AudioFormat, sampleRateHz: number, bytes: Uint8Array, tolerance: number) {
  const { sound, linear } = await hear([{ ask: ask(format, sampleRateHz), chunks: [bytes] }]);
  expect(sound.samples).toBe(linear.length);
  expect(linear.length).toBeGreaterThan(10_000);
  let worst = 0;
  for (let i = 0; i < 40; i++) {
    const from = Math.floor(linear.length * (i % 4 === 0 ? i / 800 : i / 40) + i);
    const again = await sound.render(from, from + 1500);
    worst = Math.max(worst, largestDifference(again, linear.slice(from, from + 1500)));
  }
  expect(worst).toBeLessThanOrEqual(tolerance);
}

test.each([
  ['mp3', 44100, 'fox.44100.64k.mp3', 0],
  ['mp3', 44100, 'fox.44100.192k.mp3', 0],
  ['mp3', 32000, 'fox.32000.128k.mp3', 0],
  ['mp3', 24000, 'fox.24000.64k.mp3', 3e-7],
  ['opus', 48000, 'fox.48000.24k.opus', 0.004],
  ['opus', 48000, 'fox.48000.64k.opus', 0.004],
  ['wav', 44100, 'fox.44100.stream.wav', 0],
  ['pcm', 16000, 'fox.16000.pcm', 0],
] as const)(
  '%s at %d Hz: a jump into speech (%s) gives the samples of the first decoding to %d',
  (format, rate, file, tolerance) => jumps(format, rate, load(file), tolerance),
);

describe('what the container does between', () => {
  test('an encoder delay that a LAME tag names is left out once', async () => {
    const tag = new Uint8Array(417);
    tag.set([0xff, 0xfb, 0x90, 0xc0]);
    tag.set(new TextEncoder().encode('Info'), 21);
    tag.set(new TextEncoder().encode('LAME'), 29);
    tag.set([576 >> 4, (576 & 15) << 4], 50);
    const [sound = new Uint8Array(0)] = await encodedTones('mp3', 44100, toneSamples(1, 44100, 1, 1));
    const bare = await hear([{ ask: ask('mp3', 44100), chunks: [sound] }]);
    const tagged = concatBytes([tag, sound.subarray(10)]);
    const { linear } = await hear([{ ask: ask('mp3', 44100), chunks: [tagged] }]);
    expect(bare.linear.length - linear.length).toBe(1105);
    await jumps('mp3', 44100, tagged, 0);
  });

  test('damage and junk between frames', async () => {
    const mp3 = load('fox.44100.128k.mp3');
    const junk = new Uint8Array(300).fill(0x55);
    await jumps('mp3', 44100, concatBytes([mp3.subarray(0, 9000), junk, mp3.subarray(9100)]), 0);
    const opus = load('fox.48000.64k.opus');
    await jumps('opus', 48000, concatBytes([opus.subarray(0, 5000), junk, opus.subarray(5100)]), 0.004);
  });

  test('Opus packets that go on over pages', async () => {
    const plain = concatBytes(await encodedTones('opus', 48000, toneSamples(6, 48000, 0.2, 0.15)));
    const packets = oggFramer()
      .push(plain)
      .flatMap((item) => (item.kind === 'packet' ? [item] : []));
    // Two packets and the beginning of a third on a page: its rest, which must hold 255 bytes at least before the cut, follows.
    const long = packets.map(({ bytes }) => concatBytes([bytes, new Uint8Array(Math.max(0, 300 - bytes.length))]));
    expect(long.every((packet) => packet.length >= 300 && packet.length < 510)).toBe(true);
    const pages: Uint8Array[] = [opusHeaders(312)];
    for (let i = 0; i < long.length; i++) {
      const before = long[i - 1];
      const now = long[i] as Uint8Array;
      const rest = before?.subarray(255) ?? new Uint8Array(0);
      const isLast = i === long.length - 1;
      const body = concatBytes([rest, isLast ? now : now.subarray(0, 255)]);
      const lacing = [...(before ? [rest.length] : []), 255, ...(isLast ? [now.length - 255] : [])];
      const flags = (before ? continued : 0) | (isLast ? last : 0);
      pages.push(oggPage({ lacing, body, flags, sequence: i + 2, granule: i === 0 ? -1 : (isLast ? i + 1 : i) * 960 }));
    }
    const { sound, linear } = await hear([{ ask: ask('opus', 48000), chunks: [concatBytes(pages)] }]);
    expect(sound.segment(0)?.notes).toEqual([]);
    expect(linear.length).toBe(packets.length * 960 - 312);
    await jumps('opus', 48000, concatBytes(pages), 0.004);
  });

  test('wav of 24 bits and two channels', async () => {
    const header = new Uint8Array(44);
    header.set(new TextEncoder().encode('RIFF'));
    header.set(new TextEncoder().encode('WAVEfmt '), 8);
    const view = new DataView(header.buffer);
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 2, true);
    view.setUint32(24, 48000, true);
    view.setUint16(32, 6, true);
    view.setUint16(34, 24, true);
    header.set(new TextEncoder().encode('data'), 36);
    const body = Uint8Array.from({ length: 6 * 20_000 }, (_, i) => (i * i * 31) >> 3);
    await jumps('wav', 48000, concatBytes([header, body]), 0);
  });
});
