/** The frames that are measured: drawn here, the same in every run. */
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';

/** Audio events of 1 to 8 kB, as the server sends them: event, payload, time. */
export const audioFrames: readonly Uint8Array[] = [1024, 1836, 2048, 3000, 4096, 5000, 6144, 8192].map((size, i) =>
  encodeMsgpack({ event: 'audio', audio: noise(size, i + 1), time: 120.5 + i }),
);

/** Bytes that follow from `seed` (xorshift32). */
function noise(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed * 0x9e3779b1;
  for (let i = 0; i < size; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state;
  }
  return bytes;
}

/** A request with everything in it: what a careful client sends once a session. */
export const fullStart: Uint8Array = encodeMsgpack({
  event: 'start',
  request: {
    text: '',
    chunk_length: 200,
    format: 'opus',
    sample_rate: 48_000,
    opus_bitrate: 32_000,
    latency: 'balanced',
    normalize: true,
    temperature: 0.7,
    top_p: 0.7,
    reference_id: '0123456789abcdef0123456789abcdef',
    prosody: { speed: 1.1, volume: 0 },
    references: [
      { audio: noise(400, 77), text: 'The first line that was read out.' },
      { audio: noise(400, 78), text: 'And the second, a little later.' },
    ],
  },
  debug: false,
});

/** Maps in maps, `depth` levels of `wide` keys each, with short values of every kind at the ends. */
export function nestedMaps(wide: number, depth: number): Uint8Array {
  const ends = ['plain', 7, true, null, 1.5, 70_000, 'größer', -3];
  let next = 0;
  const level = (left: number): unknown =>
    left === 0
      ? ends[next++ % ends.length]
      : Object.fromEntries(Array.from({ length: wide }, (_, i) => [`key${i}`, level(left - 1)]));
  return encodeMsgpack(level(depth));
}

/** `levels` times the same header. */
export function repeated(levels: number, header: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: levels * header.length }, (_, i) => header[i % header.length] as number);
}
