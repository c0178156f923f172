/**
 * Texts that look like a key wherever they stand: `Bearer ...`, prefixes that services give their keys, JSON Web Tokens, private keys.
 * Beginnings are searched for all at once and what follows is read once: time grows with the text and no faster.
 */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { openNeedleSearch } from '../../session/needle-search.ts';
import type { Spot } from './spot.ts';

type Shape = {
  begins: string;
  /** What is removed begins behind it (`Bearer `), not with it. */
  behind?: true;
  /** So many characters follow at least. */
  least: number;
  /** Exactly so many capitals and digits follow. */
  exactly?: number;
  kind: 'prefix' | 'scheme' | 'jwt' | 'pem';
};

const prefix = (begins: string, least = 12): Shape => ({ begins, least, kind: 'prefix' });
const scheme = (begins: string): Shape => ({ begins, least: 8, behind: true, kind: 'scheme' });

const shapes: readonly Shape[] = [
  ...['Bearer ', 'bearer ', 'BEARER ', 'Basic ', 'basic '].map(scheme),
  ...[
    'sk-',
    'sk_',
    'rk_',
    'fk_',
    'fk-',
    'hf_',
    'xoxb-',
    'xoxp-',
    'xoxa-',
    'xapp-',
    'ya29.',
    'npm_',
    'gsk_',
    'xai-',
    'pplx-',
  ].map((begins) => prefix(begins)),
  ...['ghp_', 'gho_', 'ghs_', 'ghu_', 'ghr_', 'github_pat_', 'glpat-', 'AIza'].map((begins) => prefix(begins, 16)),
  { begins: 'AKIA', least: 16, exactly: 16, kind: 'prefix' },
  { begins: 'ASIA', least: 16, exactly: 16, kind: 'prefix' },
  { begins: 'eyJ', least: 16, kind: 'jwt' },
  { begins: '-----BEGIN ', least: 16, kind: 'pem' },
];

const beginnings = openNeedleSearch(
  shapes.map(({ begins }) => ({ bytes: encodeUtf8(begins), before: false, after: false, width: 1, bigEnd: false })),
);
const pemEnd = encodeUtf8('-----END ');

/** A key of which the text may hold the beginning only: it ends in the middle of what looks like one. */
type OpenEnd = { start: number };

/** Finds them in `bytes`. `open` is told where the text may end in the middle of one. */
export function searchTokens(bytes: Uint8Array, into: Spot[], open?: (end: OpenEnd) => void): void {
  // A part of a run that was no such token is none either.
  let notJwtUpTo = 0;
  let hit = beginnings.next(bytes, 0);
  while (hit !== null) {
    const shape = shapes[hit.index] as Shape;
    let from = hit.end;
    const isPassed = shape.kind === 'jwt' && hit.start < notJwtUpTo;
    if (!isPassed && (hit.start === 0 || !isWord(bytes[hit.start - 1] as number))) {
      const end = endOf(shape, bytes, hit.end);
      const start = shape.behind === true ? hit.end : hit.start;
      if (isToken(shape, bytes, hit.end, end)) {
        into.push({ start, end, why: 'pattern', value: bytes.subarray(start, end) });
      } else if (end === bytes.length && end - hit.end >= 4 && shape.kind === 'prefix') open?.({ start });
      if (shape.kind === 'jwt' && into.at(-1)?.start !== start) notJwtUpTo = end;
      else from = Math.max(from, end);
    }
    hit = beginnings.next(bytes, from);
  }
}

function endOf(shape: Shape, bytes: Uint8Array, from: number): number {
  if (shape.kind === 'pem') return holdsPrivateKey(bytes, from) ? pemEndAfter(bytes, from) : from;
  if (shape.exactly !== undefined) return onWhile(bytes, from, isCapitalOrDigit);
  const fits = shape.kind === 'scheme' ? isSchemeCharacter : isPrefixCharacter;
  let end = onWhile(bytes, from, fits);
  // The full stop of a sentence is none of it.
  while (end > from && bytes[end - 1] === 0x2e) end--;
  return end;
}

function onWhile(bytes: Uint8Array, from: number, fits: (byte: number) => boolean): number {
  let end = from;
  while (end < bytes.length && fits(bytes[end] as number)) end++;
  return end;
}

function isToken({ kind, least, exactly }: Shape, bytes: Uint8Array, from: number, end: number): boolean {
  const length = end - from;
  if (length < least) return false;
  if (kind === 'pem') return true;
  if (kind === 'jwt') return bytes.subarray(from, end).filter((byte) => byte === 0x2e).length >= 2;
  if (exactly !== undefined) return length === exactly;
  return isDistinctive(bytes, from, end);
}

/** Not a word of some language: it holds a digit, or capitals and small letters in turn. */
export function isDistinctive(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 8) return false;
  let turns = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) return true;
    const before = bytes[at - 1] as number;
    if (at > start && isSmall(before) && isCapital(byte) && ++turns >= 2) return true;
  }
  return false;
}

function pemEndAfter(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x2d, from + 20); at !== -1; at = bytes.indexOf(0x2d, at + 1)) {
    if (pemEnd.every((byte, i) => bytes[at + i] === byte)) {
      const line = bytes.indexOf(0x0a, at);
      return Math.min(line === -1 ? bytes.length : line, at + 60, bytes.length);
    }
  }
  return bytes.length;
}

function holdsPrivateKey(bytes: Uint8Array, from: number): boolean {
  return String.fromCharCode(...bytes.subarray(from, from + 40)).includes('PRIVATE KEY-----');
}

function isSmall(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isCapitalOrDigit(byte: number): boolean {
  return isCapital(byte) || (byte >= 0x30 && byte <= 0x39);
}

export function isWord(byte: number): boolean {
  return isSmall(byte) || isCapitalOrDigit(byte);
}

function isPrefixCharacter(byte: number): boolean {
  return isWord(byte) || byte === 0x2d || byte === 0x5f || byte === 0x2e;
}

function isSchemeCharacter(byte: number): boolean {
  return isPrefixCharacter(byte) || byte === 0x7e || byte === 0x2b || byte === 0x2f || byte === 0x3d;
}
