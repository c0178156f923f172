/** Sound in which every chunk says its own number: tone k in chunk k, in all formats, for tests. */

import { concatBytes } from '../../bytes/concat.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import { packagedSpeech } from '../../sandbox/node/local-voice.ts';
import { openEncoder } from '../../sandbox/speech/encoders.ts';
import { openSessionSound, type SessionSound, type SessionSoundOptions } from '../session-sound.ts';

const spacingHz = 150;
export const distinctTones = 16;

/** Tones come again after 16 chunks; those of neighbours are at least 150 Hz apart. */
export const toneHz = (k: number) => 300 + spacingHz * (k % distinctTones);

/** `count` chunks of `chunkS` seconds, of which tone k (half of full scale) lasts `toneS`; the rest is silence. 16-bit values. */
export function toneSamples(count: number, sampleRateHz: number, chunkS: number, toneS: number): Float32Array[] {
  return Array.from({ length: count }, (_, k) => {
    const chunk = new Float32Array(Math.round(chunkS * sampleRateHz));
    const tone = Math.round(toneS * sampleRateHz);
    for (let i = 0; i < tone; i++) {
      chunk[i] = Math.round(16384 * Math.sin((2 * Math.PI * toneHz(k) * (i + 1)) / sampleRateHz)) / 32768;
    }
    return chunk;
  });
}

/** The encoder's own bytes after each chunk's samples; what it held back stands in the last. */
export async function encodedTones(
  format: AudioFormat,
  sampleRateHz: number,
  samples: readonly Float32Array[],
): Promise<Uint8Array[]> {
  const fields = { mp3Kbps: 128, opusBps: null, speed: 1, volumeDb: 0, id3: true } as const;
  const encoder = await openEncoder({ format, sampleRateHz, ...fields }, packagedSpeech.lame);
  const chunks = samples.map((chunk) => encoder.add(chunk));
  chunks.push(concatBytes([chunks.pop() ?? new Uint8Array(0), encoder.end()]));
  encoder.free();
  return chunks;
}

/** The same bytes, with every border moved on by `by` bytes: through frames, pages and samples. */
export function shifted(chunks: readonly Uint8Array[], by: number): Uint8Array[] {
  const all = concatBytes(chunks);
  let at = 0;
  let from = 0;
  return chunks.map((chunk, k) => {
    at += chunk.length;
    const to = k === chunks.length - 1 ? all.length : Math.min(all.length, at + by);
    const part = all.subarray(from, to);
    from = to;
    return part;
  });
}

/** How far tone k stands above the loudest other tone in `samples`, in dB: Goertzel's algorithm under a Hann window. */
export function marginDb(samples: Float32Array, k: number, sampleRateHz: number): number {
  const windowed = samples.map((value, i) => value * (1 - Math.cos((2 * Math.PI * i) / samples.length)));
  let others = 1e-9;
  for (let other = 0; other < distinctTones; other++) {
    if (other !== k % distinctTones) others = Math.max(others, power(windowed, toneHz(other), sampleRateHz));
  }
  return 10 * Math.log10(power(windowed, toneHz(k), sampleRateHz) / others);
}

function power(samples: Float32Array, hz: number, sampleRateHz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let a = 0;
  let b = 0;
  for (let i = 0; i < samples.length; i++) {
    const next = (samples[i] as number) + turn * a - b;
    b = a;
    a = next;
  }
  return a * a + b * b - turn * a * b;
}

/** How far two sounds are apart, sample by sample; Infinity when one is longer. `toEqual` takes seconds on so many. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] as number) - (b[i] as number)));
  return largest;
}

export type Heard = { sound: SessionSound; linear: Float32Array };

/** A decoded session whose entry numbers are 10, 13, 16...; `linear` is what the first decoding gave. */
export async function hear(
  rounds: readonly { ask: AudioAsk; chunks: readonly Uint8Array[] }[],
  more: Partial<SessionSoundOptions> = {},
): Promise<Heard> {
  const bytes = new Map<number, Uint8Array>();
  const blocks: Float32Array[] = [];
  const sound = openSessionSound({
    bytesOf: (seq) => bytes.get(seq) as Uint8Array,
    onBlock: (block) => blocks.push(block.samples),
    ...more,
  });
  for (const { ask, chunks } of rounds) {
    for (const [k, chunk] of chunks.entries()) {
      const seq = seqOf(bytes.size);
      bytes.set(seq, chunk);
      sound.add(seq, ask, k === 0);
    }
  }
  sound.end();
  await sound.settled();
  const linear = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    linear.set(block, at);
    at += block.length;
  }
  return { sound, linear };
}

export const seqOf = (ordinal: number) => 10 + 3 * ordinal;
