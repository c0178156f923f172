import { fromHex } from '@/lib/bytes/hex.ts';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';

export type FindMode = 'text' | 'hex';

/** Where a needle of `length` bytes stands: first bytes, ascending, without overlap. `more`: there are others beyond the limit. */
export type Found = { at: readonly number[]; length: number; more: boolean };

export const nothingFound: Found = { at: [], length: 0, more: false };

/** The bytes meant by what was typed: UTF-8 text, or hex digits with or without blanks, commas and `0x`. Null: no such bytes. */
export function needleOf(typed: string, mode: FindMode): Uint8Array | null {
  if (mode === 'text') return typed === '' ? null : encodeUtf8(typed);
  const digits = typed.replace(/0x/gi, '').replace(/[\s,]/g, '');
  return digits === '' ? null : fromHex(digits);
}

/** All places of `needle` in `bytes`, `limit` at most. The native search for its first byte skips what cannot match. */
export function findBytes(bytes: Uint8Array, needle: Uint8Array, limit = 10_000): Found {
  const at: number[] = [];
  const first = needle[0];
  if (first === undefined) return nothingFound;
  for (let place = bytes.indexOf(first); place !== -1 && place + needle.length <= bytes.length; ) {
    if (!standsAt(bytes, needle, place)) {
      place = bytes.indexOf(first, place + 1);
      continue;
    }
    if (at.length === limit) return { at, length: needle.length, more: true };
    at.push(place);
    place = bytes.indexOf(first, place + needle.length);
  }
  return { at, length: needle.length, more: false };
}

function standsAt(bytes: Uint8Array, needle: Uint8Array, place: number): boolean {
  for (let i = 1; i < needle.length; i++) if (bytes[place + i] !== needle[i]) return false;
  return true;
}

/** Whether byte `offset` belongs to a match. */
export function isFound({ at, length }: Found, offset: number): boolean {
  const last = lastAtMost(at, offset);
  return last >= 0 && offset < (at[last] as number) + length;
}

/** Number of the match after (`step` 1) or before (-1) a cursor, around the end; -1 when there is none. */
export function nextMatch({ at }: Found, cursor: number, step: 1 | -1): number {
  if (at.length === 0) return -1;
  const here = lastAtMost(at, cursor);
  if (step === 1) return (here + 1) % at.length;
  const before = at[here] === cursor ? here - 1 : here;
  return (before + at.length) % at.length;
}

function lastAtMost(at: readonly number[], value: number): number {
  let low = -1;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((at[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
