import { describe, expect, test, vi } from 'vitest';
import { type Codec, openCodec } from './codec.ts';
import { mp3Header } from './mp3-header.ts';
import { opusSamples } from './opus-packet.ts';
import { restartingCodec } from './restarting-codec.ts';

function random(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
const bytes = (length: number, next: () => number) => Uint8Array.from({ length }, () => Math.floor(next() * 256));

describe('the codecs under random content', () => {
  test('Opus packets give the samples they claim, or are refused; the decoder lives on', async () => {
    const codec = (await openCodec('opus')) as Codec;
    const next = random(42);
    // The package tells the console of every packet it refuses.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const silence = Uint8Array.of(0xf8, 0xff, 0xfe);
    let exact = 0;
    for (let i = 0; i < 2000; i++) {
      const packet = bytes(1 + Math.floor(next() * 400), next);
      const claimed = opusSamples(packet);
      const got = claimed === 0 ? null : codec.decode(packet);
      if (got !== null) expect(got.length).toBe(claimed);
      if (got !== null) exact++;
      if (i % 100 === 0) expect(codec.decode(silence)?.length).toBe(960);
    }
    quiet.mockRestore();
    expect(exact).toBeGreaterThan(500);
    codec.free();
  });

  test('mp3 frames of random content give exactly the samples of their header', async () => {
    const codec = (await openCodec('mp3')) as Codec;
    const next = random(7);
    const heads = [
      [0xff, 0xfb, 0x90, 0xc4],
      [0xff, 0xfb, 0xb2, 0x44],
      [0xff, 0xf3, 0x84, 0xc4],
      [0xff, 0xe3, 0x18, 0xc4],
    ] as const;
    for (let i = 0; i < 800; i++) {
      const [a, b, c, d] = heads[Math.floor(i / 200)] ?? heads[0];
      const header = mp3Header(a, b, c, d);
      const frame = bytes(header?.sizeBytes ?? 0, next);
      frame.set([a, b, c, d]);
      expect(codec.decode(frame)?.length).toBe(header?.samples);
    }
    codec.free();
  });

  test('bare samples need none', async () => {
    expect([await openCodec('pcm'), await openCodec('wav')]).toEqual([null, null]);
  });
});

describe('restartingCodec', () => {
  test('a frame that breaks the decoder is refused, and a new one takes over', async () => {
    let opened = 0;
    let freed = 0;
    const codec = await restartingCodec(async () => {
      const mine = ++opened;
      return {
        decode(frame) {
          if (frame[0] === 0) throw new Error('trap');
          return Float32Array.of(mine);
        },
        free: () => {
          freed++;
        },
      };
    });
    const good = Uint8Array.of(1);
    expect(codec.decode(good)).toEqual(Float32Array.of(1));
    expect(codec.decode(Uint8Array.of(0))).toBeNull();
    expect(codec.decode(good)).toBeNull();
    await Promise.resolve();
    await Promise.resolve();
    expect(codec.decode(good)).toEqual(Float32Array.of(2));
    codec.free();
    expect([opened, freed]).toEqual([2, 1]);
  });
});
