/** Reading single values, exactly. The caller has checked that all their bytes are there. */
import type { Cooked } from '../bytes/node-table.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';
import { fixedSize, kindOf, kinds, lengthBytes, readLength } from './header.ts';

const scratch = new DataView(new ArrayBuffer(8));

function viewOf(bytes: Uint8Array, at: number, size: number): DataView {
  for (let i = 0; i < size; i++) scratch.setUint8(i, bytes[at + i] as number);
  return scratch;
}

/** int8..int64, uint8..uint64 and both fixints: a number where it is safe, else a bigint; nothing is ever rounded. */
export function readInteger(bytes: Uint8Array, at: number): number | bigint {
  const header = bytes[at] as number;
  const size = fixedSize[header] as number;
  if (size === 0) return header < 0x80 ? header : header - 0x100;
  const unsigned = kindOf[header] === kinds.uint;
  if (size === 8) {
    const view = viewOf(bytes, at + 1, 8);
    const exact = unsigned ? view.getBigUint64(0) : view.getBigInt64(0);
    const near = Number(exact);
    return Number.isSafeInteger(near) ? near : exact;
  }
  const value = readLength(bytes, at + 1, size);
  const half = 2 ** (size * 8 - 1);
  return unsigned || value < half ? value : value - half * 2;
}

/** float32 or float64. */
export function readFloat(bytes: Uint8Array, at: number): number {
  scratch.setUint32(0, readLength(bytes, at + 1, 4));
  if (bytes[at] === 0xca) return scratch.getFloat32(0);
  scratch.setUint32(4, readLength(bytes, at + 5, 4));
  return scratch.getFloat64(0);
}

/** Text when all bytes are printable ASCII, else undefined. Short strings only: it is what keys and event names are. */
export function plainText(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > 48) return undefined;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 || byte > 0x7e) return undefined;
  }
  const letter = String.fromCharCode;
  let text = '';
  let i = start;
  // Four at a time: a third faster than one by one, and nothing to allocate.
  for (; i + 4 <= end; i += 4) {
    text += letter(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number, bytes[i + 3] as number);
  }
  for (; i < end; i++) text += letter(bytes[i] as number);
  return text;
}

/**
 * The value whose header is at `at`, when it is a whole string, number, boolean or nil in `bytes`; undefined otherwise.
 * Strings longer than `mostBytes` are cut there (never inside a character).
 */
export function scalarAt(bytes: Uint8Array, at: number, mostBytes = Number.POSITIVE_INFINITY): Cooked | undefined {
  if (at < 0 || at >= bytes.length) return undefined;
  const header = bytes[at] as number;
  const width = lengthBytes[header] as number;
  if (at + 1 + width > bytes.length) return undefined;
  const size = width === 0 ? (fixedSize[header] as number) : readLength(bytes, at + 1, width);
  const body = at + 1 + width;
  const kind = kindOf[header];
  if (kind === kinds.nil) return null;
  if (kind === kinds.bool) return header === 0xc3;
  if (body + size > bytes.length) return undefined;
  if (kind === kinds.int || kind === kinds.uint) return readInteger(bytes, at);
  if (kind === kinds.float) return readFloat(bytes, at);
  if (kind !== kinds.str) return undefined;
  const end = size > mostBytes ? wholeCharactersEnd(bytes, body, body + mostBytes) : body + size;
  return plainText(bytes, body, end) ?? decodeUtf8(bytes, body, end).text;
}
