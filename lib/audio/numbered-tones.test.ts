/** Every chunk says its own number: whether the map points at the right sound, and whether rendering adds or loses any. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import {
  encodedTones,
  hear,
  largestDifference,
  marginDb,
  seqOf,
  shifted,
  toneSamples,
} from './testing/numbered-tones.ts';

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const joined = (parts: readonly Float32Array[]) =>
  new Float32Array(concatBytes(parts.map((part) => new Uint8Array(part.buffer))).buffer);
describe.each([
  ['pcm', 24000],
  ['pcm', 44100],
  ['wav', 44100],
] as const)('%s at %d Hz', (format, sampleRateHz) => {
  test('the range of frame k is exactly the samples of tone k, and renders as them', async () => {
    const tones = toneSamples(40, sampleRateHz, 0.2, 0.2);
    const chunks = await encodedTones(format, sampleRateHz, tones);
    const { sound } = await hear([{ ask: { format, sampleRateHz }, chunks }]);
    let at = 0;
    for (const [k, tone] of tones.entries()) {
      const frame = sound.rangeOf(seqOf(k));
      expect([frame?.from, frame?.to, frame?.ordinal]).toEqual([at, at + tone.length, k]);
      expect(largestDifference(await sound.render(at, at + tone.length), tone)).toBe(0);
      at += tone.length;
    }
    expect(sound.samples).toBe(at);
  });

  test.each([1, 3])(
    'borders moved by %d bytes cut samples: each belongs to the frame that completes it',
    async (by) => {
      const tones = toneSamples(40, sampleRateHz, 0.2, 0.2);
      const chunks = shifted(await encodedTones(format, sampleRateHz, tones), by);
      const { sound } = await hear([{ ask: { format, sampleRateHz }, chunks }]);
      const whole = joined(tones);
      let at = 0;
      for (let k = 0; k < 40; k++) {
        const frame = sound.frame(k);
        expect(frame?.from).toBe(at);
        at = k === 39 ? whole.length : Math.round((k + 1) * 0.2 * sampleRateHz) + (by - 1) / 2;
        expect(frame?.to).toBe(at);
      }
      expect(largestDifference(await sound.render(0, whole.length), whole)).toBe(0);
    },
  );
});

describe.each([
  ['mp3', 44100, 0],
  ['mp3', 44100, 37],
  ['mp3', 32000, 201],
  ['opus', 48000, 0],
  ['opus', 48000, 11],
  ['opus', 48000, 400],
] as const)('%s at %d Hz, borders moved by %d bytes', (format, sampleRateHz, by) => {
  test('tone k stands at least 20 dB above the others inside the range of frame k', async () => {
    const chunks = shifted(await encodedTones(format, sampleRateHz, toneSamples(20, sampleRateHz, 0.5, 0.3)), by);
    const { sound } = await hear([{ ask: { format, sampleRateHz }, chunks }]);
    for (let k = 0; k < 20; k++) {
      const frame = sound.frame(k);
      const samples = await sound.render(frame?.from ?? 0, frame?.to ?? 0);
      expect(marginDb(samples, k, sampleRateHz), `tone ${k}`).toBeGreaterThan(20);
      // The check itself: the tone of the neighbour is not what is heard.
      if (k % 5 === 0) expect(marginDb(samples, k + 1, sampleRateHz)).toBeLessThan(0);
    }
  });
});

describe.each([
  ['pcm', 44100],
  ['pcm', 48000],
  ['wav', 44100],
  ['mp3', 44100],
  ['opus', 48000],
] as const)('200 chunks of %s at %d Hz', (format, sampleRateHz) => {
  const made = async (by: number) => {
    const tones = toneSamples(200, sampleRateHz, 0.1, 0.08);
    const chunks = shifted(await encodedTones(format, sampleRateHz, tones), by);
    return { tones, chunks, ...(await hear([{ ask: { format, sampleRateHz }, chunks }])) };
  };

  test('rendered whole: 0 samples inserted, 0 lost, each as in the first decoding', async () => {
    const { sound, linear, tones } = await made(0);
    expect(sound.frames).toBe(200);
    let at = 0;
    for await (const block of sound.blocks(0, sound.samples, 3)) {
      expect(block.firstSample).toBe(at);
      expect(block.samples.length).toBeLessThanOrEqual(3 * sampleRateHz);
      expect(largestDifference(block.samples, linear.slice(at, at + block.samples.length))).toBe(0);
      at += block.samples.length;
    }
    expect(at).toBe(linear.length);
    const sent = 200 * 0.1 * sampleRateHz;
    // mp3 knows whole frames only, and its encoder's delay; the others give what was put in.
    if (format === 'mp3') expect([at % 1152, at >= sent, at - sent < 3 * 1152]).toEqual([0, true, true]);
    else expect(at).toBe(sent);
    if (format === 'pcm' || format === 'wav') expect(largestDifference(linear, joined(tones))).toBe(0);
  });

  test('rendered frame by frame: the ranges partition the sound, each is heard as in the first decoding', async () => {
    const { sound, linear } = await made(29);
    let at = 0;
    for (let k = 0; k < 200; k++) {
      const { from = -1, to = -1 } = sound.frame(k) ?? {};
      expect(from).toBe(at);
      at = to;
      if (k % 9 !== 0) continue;
      const again = await sound.render(from, to);
      expect(largestDifference(again, linear.slice(from, to))).toBeLessThan(format === 'opus' ? 0.003 : 3e-7);
    }
    expect(at).toBe(linear.length);
  });

  test('saved as received it has the SHA-256 of what was sent, in part too', async () => {
    const { sound, chunks } = await made(7);
    expect(sha(sound.received(0, 199))).toBe(sha(concatBytes(chunks)));
    expect(sha(sound.received(17, 44))).toBe(sha(concatBytes(chunks.slice(17, 45))));
  });
});

test('one byte a frame: the same samples, the same partition', async () => {
  for (const [format, sampleRateHz] of [['mp3', 44100] as const, ['opus', 48000] as const, ['wav', 44100] as const]) {
    const whole = concatBytes(
      await encodedTones(format as AudioFormat, sampleRateHz, toneSamples(2, sampleRateHz, 0.06, 0.06)),
    );
    const chunks = Array.from(whole, (byte) => Uint8Array.of(byte));
    const ask = { format, sampleRateHz };
    const one = await hear([{ ask, chunks: [whole] }]);
    const many = await hear([{ ask, chunks }]);
    expect(largestDifference(many.linear, one.linear)).toBe(0);
    let at = 0;
    for (let k = 0; k < chunks.length; k++) {
      const frame = many.sound.frame(k);
      expect(frame?.from).toBe(at);
      at = frame?.to ?? -1;
      expect(frame?.settled).toBe(true);
    }
    expect(at).toBe(one.sound.samples);
  }
});
