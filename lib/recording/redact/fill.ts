/** What stands where a secret stood: text of the same length that names the value, and tells nothing of it. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { Masker } from '../../session/mask.ts';
import type { Spot } from './spot.ts';

/** Handles of what an export removes; those of the recorder begin with `key`. */
export const removedName = 'secret';

/** The handle of the value at a place; without a number where the value is not told apart from others. */
export function handleAt(spot: Spot, known: Masker): string {
  const value = spot.value === undefined ? null : decodeUtf8(spot.value);
  const key = value === null || value.badAt !== -1 ? undefined : known.byValueOf(value.text);
  if (key !== undefined) return key.handle;
  const written = spot.filler === undefined ? null : /^secret#\d+/.exec(decodeUtf8(spot.filler).text);
  return written?.[0] ?? removedName;
}

function fillerAt(spot: Spot, known: Masker): Uint8Array {
  const length = spot.end - spot.start;
  if (spot.filler?.length === length) return spot.filler;
  const handle = handleAt(spot, known);
  return encodeUtf8(length < handle.length ? '*'.repeat(length) : handle.padEnd(length, '.'));
}

/** A copy of `bytes` with all of them filled. */
export function filled(bytes: Uint8Array, spots: readonly Spot[], known: Masker): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  for (const spot of spots) copy.set(fillerAt(spot, known), spot.start);
  return copy;
}

const fillerText = /^(?:(?:key|secret)(?:#\d+)?\.*|\*+|0+|\.+)$/;

/** What the recorder, or an export before this one, put there. */
export function isFiller(value: Uint8Array): boolean {
  return value.length < 10_000 && fillerText.test(decodeUtf8(value).text);
}

/** What the sandbox listens to in place of a key is no secret. */
export function isSandboxWord(value: Uint8Array): boolean {
  return value.length < 20 && /^sandbox(-4\d\d)?$/.test(decodeUtf8(value).text);
}
