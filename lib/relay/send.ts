/** The binary half of `/api/relay`, page to server: `u32 head size (big-endian), SendHead as JSON, payload`. */
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { Hole } from '../dialects/dialect.ts';
import type { BinaryHead } from './wire.ts';

const sessionShape = /^[0-9a-f]{32}$/;

export function encodeSend(head: BinaryHead, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = encodeUtf8(JSON.stringify(head));
  const out = new Uint8Array(4 + json.length + payload.length);
  new DataView(out.buffer).setUint32(0, json.length);
  out.set(json, 4);
  out.set(payload, 4 + json.length);
  return out;
}

/** Reads a binary message of a page; null when it is none. Holes are checked to be in order, apart, and inside the payload. */
export function decodeSend(bytes: Uint8Array): { head: BinaryHead; payload: Uint8Array } | null {
  if (bytes.length < 4) return null;
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  if (4 + size > bytes.length) return null;
  let head: unknown;
  try {
    head = JSON.parse(decodeUtf8(bytes, 4, 4 + size).text);
  } catch {
    return null;
  }
  const payload = bytes.subarray(4 + size);
  return isHead(head, payload.length) ? { head, payload } : null;
}

type Loose = { [name in 'op' | 'session' | 'opcode' | 'holes' | 'held' | 'to']?: unknown };

function isHead(value: unknown, payloadSize: number): value is BinaryHead {
  if (typeof value !== 'object' || value === null) return false;
  const head: Loose = value;
  return (
    typeof head.session === 'string' &&
    sessionShape.test(head.session) &&
    fitsItsOp(head) &&
    areHoles(head.holes, payloadSize)
  );
}

function fitsItsOp({ op, opcode, held, to }: Loose): boolean {
  const isData = opcode === 'text' || opcode === 'binary';
  if (op === 'send') return isData || opcode === 'ping';
  if (op === 'release-edited') return isData && Number.isSafeInteger(held) && (held as number) >= 0;
  return op === 'inject' && isData && (to === 'client' || to === 'upstream');
}

/** Places for keys: in order, apart from each other, inside `size` bytes. */
export function areHoles(value: unknown, size: number): value is Hole[] {
  if (!Array.isArray(value)) return false;
  let last = 0;
  for (const hole of value) {
    if (typeof hole !== 'object' || hole === null || typeof hole.key !== 'string') return false;
    if (!Number.isInteger(hole.start) || !Number.isInteger(hole.end)) return false;
    if (hole.start < last || hole.end <= hole.start || hole.end > size) return false;
    last = hole.end;
  }
  return true;
}
