/** Short streams of whole frames and pages, so that every split can be tried, and ways to harm them. */
import { readFileSync } from 'node:fs';
import { oggFramer } from '../../../../audio/ogg-framer.ts';
import { concatBytes } from '../../../../bytes/concat.ts';
import { encodeUtf8 } from '../../../../bytes/utf8.ts';

export const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../audio/samples/${name}`, import.meta.url)));

export const mp3 = sample('fox.24000.64k.mp3').slice(0, 192 * 12);
const opusFile = sample('fox.48000.24k.opus');
const pages = oggFramer()
  .push(opusFile)
  .flatMap((item) => (item.kind === 'page' ? [item] : []));
export const opus = opusFile.slice(0, pages[6]?.end);
export const page = (i: number) => pages[i] ?? { start: 0, end: 0 };
export const wav = sample('fox.16000.wav').slice(0, 2044);
new DataView(wav.buffer).setUint32(4, 2036, true);
new DataView(wav.buffer).setUint32(40, 2000, true);
export const pcm = sample('fox.16000.pcm').slice(0, 2000);
export const junk = Uint8Array.from({ length: 100 }, (_, i) => 0x80 | ((i * 37) & 0x7f));
export const json = encodeUtf8('{"event":"error","message":"no more credit on this account"}');

export const inserted = (into: Uint8Array, at: number, bytes: Uint8Array) =>
  concatBytes([into.subarray(0, at), bytes, into.subarray(at)]);
export const dropped = (from: Uint8Array, at: number, count: number) =>
  concatBytes([from.subarray(0, at), from.subarray(at + count)]);
export const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 4 : byte));
