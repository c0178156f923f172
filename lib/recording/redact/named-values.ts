/** Secrets that free text names: `token=...`, `"password": "..."`, `api_key: ...`. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { openNeedleSearch } from '../../session/needle-search.ts';
import { isSecretName } from './secret-names.ts';
import type { Spot } from './spot.ts';
import { isDistinctive, isWord } from './token-search.ts';

const words = [
  'token',
  'secret',
  'passw',
  'passphrase',
  'api_key',
  'api-key',
  'apikey',
  'authorization',
  'cookie',
  'signature',
  'credential',
];
const search = openNeedleSearch(
  words.map((word) => ({ bytes: encodeUtf8(word), before: false, after: false, width: 1, bigEnd: false })),
);

/** On either side of the word that was found. */
const longestName = 40;
/** So much of a value says whether it is one: no text is read again and again to its end. */
const looked = 256;
const quotes = [0x22, 0x27, 0x5c];
const schemes = ['bearer ', 'basic ', 'token '].map(encodeUtf8);

/** `bytes` is text. Read once from its start to its end. */
export function searchNamedValues(bytes: Uint8Array, into: Spot[]): void {
  const lower = lowerCase(bytes);
  for (let hit = search.next(lower, 0); hit !== null; ) {
    const nameStart = backWhile(bytes, hit.start, isNameCharacter);
    const nameEnd = onWhile(bytes, hit.end, isNameCharacter, longestName);
    const name = decodeUtf8(bytes, nameStart, nameEnd).text;
    const value = isSecretName(name, 'field') ? valueAfter(bytes, lower, nameEnd) : null;
    if (value !== null) {
      into.push({ ...value, why: 'name', name, value: bytes.subarray(value.start, value.end) });
    }
    hit = search.next(lower, Math.max(hit.end, value?.end ?? nameEnd));
  }
}

function valueAfter(bytes: Uint8Array, lower: Uint8Array, nameEnd: number): { start: number; end: number } | null {
  let at = onWhile(bytes, nameEnd, isBlankOrQuote, 4);
  const sign = bytes[at];
  if (sign !== 0x3d && sign !== 0x3a) return null;
  at = onWhile(bytes, at + 1, isBlank, 4);
  const opening = at;
  at = onWhile(bytes, at, isQuote, 4);
  const quote = at > opening ? (bytes[at - 1] as number) : null;
  at += schemeLength(lower.subarray(at, at + 10));
  const isNamed = sign === 0x3d || quote !== null;
  let end = valueEnd(bytes, at, quote, Math.min(bytes.length, at + looked));
  // "The token: a word" is a sentence.
  if (isNamed ? end - at < 4 : !isDistinctive(bytes, at, end)) return null;
  end = valueEnd(bytes, end, quote, bytes.length);
  return { start: at, end };
}

/** Of `Bearer ` before a key; 0 for none. */
export function schemeLength(value: Uint8Array): number {
  const lower = lowerCase(value.subarray(0, 10));
  return schemes.find((scheme) => scheme.every((byte, i) => lower[i] === byte))?.length ?? 0;
}

function valueEnd(bytes: Uint8Array, from: number, quote: number | null, most: number): number {
  let end = from;
  while (end < most && !ends(bytes[end] as number, quote)) end++;
  return end;
}

/** `"&'),;<>]}` */
const closing: ReadonlySet<number> = new Set([0x22, 0x26, 0x27, 0x29, 0x2c, 0x3b, 0x3c, 0x3e, 0x5d, 0x7d]);

function ends(byte: number, quote: number | null): boolean {
  if (byte < 0x20 || byte === 0x5c) return true;
  if (quote !== null) return byte === quote;
  return isBlank(byte) || closing.has(byte);
}

function lowerCase(bytes: Uint8Array): Uint8Array {
  const lower = bytes.slice();
  for (let i = 0; i < lower.length; i++) {
    const byte = lower[i] as number;
    if (byte >= 0x41 && byte <= 0x5a) lower[i] = byte + 0x20;
  }
  return lower;
}

function backWhile(bytes: Uint8Array, from: number, fits: (byte: number) => boolean): number {
  let at = from;
  while (at > 0 && from - at < longestName && fits(bytes[at - 1] as number)) at--;
  return at;
}

function onWhile(bytes: Uint8Array, from: number, fits: (byte: number) => boolean, most: number): number {
  let at = from;
  while (at < bytes.length && at - from < most && fits(bytes[at] as number)) at++;
  return at;
}

function isNameCharacter(byte: number): boolean {
  return isWord(byte) || byte === 0x2d || byte === 0x5f;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isQuote(byte: number): boolean {
  return quotes.includes(byte);
}

function isBlankOrQuote(byte: number): boolean {
  return isBlank(byte) || isQuote(byte);
}
