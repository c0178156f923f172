/** Runs of base64 or hexadecimal digits inside of text: decoded to be searched, and written back in the same length. */
import { fromBase64, toBase64 } from '../../bytes/base64.ts';
import { fromHex, toHex } from '../../bytes/hex.ts';
import { hexDigit } from './respelled-text.ts';
import type { Spot } from './spot.ts';
import { isWord } from './token-search.ts';

/** A secret of eight bytes, or of a little less with what names it. */
const shortest = 12;

export type EncodedRun = {
  bytes: Uint8Array;
  /** The same place as written, with what is to stand there, for a place inside of `bytes` and what stands there afterwards. */
  written(spot: Spot, filled: Uint8Array): Spot;
};

/** What stands before it, as in `id_...` or `voices/...`, may be digits of base64 too: so much of such a run is read from there on. */
const longestBehind = 4096;

/** All runs that can be decoded, in order. */
export function* encodedRuns(text: Uint8Array): Generator<EncodedRun> {
  for (const { start, end } of runsOf(text, isBase64Digit)) {
    yield* hexRuns(text, start, end);
    for (const from of beginnings(text, start, end)) {
      const base64 = base64Run(text, from, from === start ? end : Math.min(end, from + longestBehind));
      if (base64 !== null) yield base64;
    }
  }
}

/** Where base64 may begin: at the first digit, and behind what separates words and is a digit as well; each of four alignments once. */
function beginnings(text: Uint8Array, start: number, end: number): number[] {
  const found = [start];
  for (let at = start + 1; at <= Math.min(start + 64, end - shortest) && found.length < 4; at++) {
    if (isWord(text[at - 1] as number) || found.some((other) => (at - other) % 4 === 0)) continue;
    found.push(at);
  }
  return found;
}

/** Within digits of base64: `0x...` and `id_...` are no hex as a whole. One digit too many may stand at either end. */
function* hexRuns(text: Uint8Array, start: number, end: number): Generator<EncodedRun> {
  for (const run of runsOf(text.subarray(start, end), (byte) => hexDigit(byte) !== -1)) {
    const [from, to] = [start + run.start, start + run.end];
    const odd = (to - from) % 2;
    const first = hexRun(text, from, to - odd);
    if (first !== null) yield first;
    const second = odd === 0 ? null : hexRun(text, from + 1, to);
    if (second !== null) yield second;
  }
}

function hexRun(text: Uint8Array, start: number, end: number): EncodedRun | null {
  const written = latin(text, start, end);
  const bytes = fromHex(written);
  const isUpper = written !== written.toLowerCase();
  if (bytes === null) return null;
  return {
    bytes,
    written(spot, filled) {
      const digits = toHex(filled.subarray(spot.start, spot.end));
      const filler = bytesOf(isUpper ? digits.toUpperCase() : digits);
      return { ...spot, start: start + spot.start * 2, end: start + spot.end * 2, filler };
    },
  };
}

function base64Run(text: Uint8Array, start: number, end: number): EncodedRun | null {
  const written = latin(text, start, end);
  const isUrl = /[-_]/.test(written);
  const plain = isUrl ? written.replaceAll('-', '+').replaceAll('_', '/') : written;
  const length = plain.length - (plain.length % 4 === 1 ? 1 : 0);
  const bytes = fromBase64(plain.slice(0, length).padEnd(Math.ceil(length / 4) * 4, '='));
  if (bytes === null) return null;
  return {
    bytes,
    written(spot, filled) {
      const from = Math.floor((spot.start * 8) / 6);
      const to = Math.ceil((spot.end * 8) / 6);
      // Whole groups of three bytes are four characters.
      const group = Math.floor(spot.start / 3);
      const part = toBase64(filled.subarray(group * 3, Math.ceil(spot.end / 3) * 3));
      const own = part.slice(from - group * 4, to - group * 4);
      const filler = bytesOf(isUrl ? own.replaceAll('+', '-').replaceAll('/', '_') : own);
      return { ...spot, start: start + from, end: start + to, filler };
    },
  };
}

function* runsOf(text: Uint8Array, fits: (byte: number) => boolean): Generator<{ start: number; end: number }> {
  for (let start = 0; start < text.length; ) {
    if (!fits(text[start] as number)) {
      start++;
      continue;
    }
    let end = start;
    while (end < text.length && fits(text[end] as number)) end++;
    if (end - start >= shortest) yield { start, end };
    start = end;
  }
}

export function isBase64Digit(byte: number): boolean {
  return isWord(byte) || byte === 0x2b || byte === 0x2f || byte === 0x2d || byte === 0x5f;
}

const chunk = 0x8000;

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += chunk) text += String.fromCharCode(...bytes.subarray(i, Math.min(end, i + chunk)));
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
