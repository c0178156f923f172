/**
 * The binary half of `/api/relay`, server to page: entries in batches. Pure; both ends use this file. All numbers big-endian.
 *
 *   batch   = u8 version (1), section*
 *   section = 16 bytes session id, u32 size of its records, record*
 *   record  = u32 size of what follows, u8 kind, u8 flags, u32 seq, f64 t (ms since session start), rest
 *   rest    = frame: [u32 wire bytes, u32 fragments, u32 chunk when `wire`] [u32 size, JSON when `meta`] payload
 *             other: JSON { masked?, body }, its byte fields as base64
 *
 * A record does not name its session: it is encoded once, kept until acknowledged, and put in as many batches as it takes.
 */
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { concatBytes } from '../bytes/concat.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { EntryBody, FrameEntry, Masked, Opcode } from '../session/entry.ts';

/** One entry as it arrives: feed `log.append(t, body, masked)`. Byte fields of frames are views of the batch. */
export type BatchRecord = { session: string; seq: number; t: number; body: EntryBody; masked?: Masked[] };

const version = 1;
const kinds = ['dial', 'handshake', 'frame', 'close', 'http', 'failure', 'mark'] as const;
const opcodes: readonly Opcode[] = ['text', 'binary', 'ping', 'pong'];
const frameKind = kinds.indexOf('frame');
const flag = { received: 4, compressed: 8, wire: 16, meta: 32 } as const;
/** Size, kind, flags, seq, t. */
const recordHead = 18;
const sectionHead = 20;
/** The fields of entries that hold bytes: base64 inside the JSON. */
const byteFields = ['body', 'reason', 'requestBody', 'responseBody'] as const;

/** Encodes one entry. The payload is copied, so the caller's buffer is free again. */
export function encodeRecord(seq: number, t: number, body: EntryBody, masked?: Masked[]): Uint8Array<ArrayBuffer> {
  if (body.kind === 'frame') return encodeFrame(seq, t, body, masked);
  const plain: Record<string, unknown> = { ...body };
  for (const name of byteFields) {
    const value = plain[name];
    if (value instanceof Uint8Array) plain[name] = toBase64(value);
  }
  const json = encodeUtf8(JSON.stringify({ ...(masked?.length ? { masked } : {}), body: plain }));
  const out = new Uint8Array(recordHead + json.length);
  writeHead(out, kinds.indexOf(body.kind), 0, seq, t);
  out.set(json, recordHead);
  return out;
}

function encodeFrame(seq: number, t: number, body: FrameEntry, masked?: Masked[]): Uint8Array<ArrayBuffer> {
  const { wire } = body;
  const meta = metaOf(body, masked);
  const metaSize = meta === null ? 0 : 4 + meta.length;
  const out = new Uint8Array(recordHead + (wire === undefined ? 0 : 12) + metaSize + body.bytes.length);
  let flags = opcodes.indexOf(body.opcode) | (body.dir === 'received' ? flag.received : 0);
  if (meta !== null) flags |= flag.meta;
  if (wire !== undefined) flags |= flag.wire | (wire.compressed ? flag.compressed : 0);
  const view = writeHead(out, frameKind, flags, seq, t);
  let at = recordHead;
  if (wire !== undefined) {
    view.setUint32(at, wire.bytes);
    view.setUint32(at + 4, wire.fragments);
    view.setUint32(at + 8, wire.chunk);
    at += 12;
  }
  if (meta !== null) {
    view.setUint32(at, meta.length);
    out.set(meta, at + 4);
    at += metaSize;
  }
  out.set(body.bytes, at);
  return out;
}

/** What few frames have: masked places, and what a tap says of them. Null for an ordinary frame. */
function metaOf(body: FrameEntry, masked: Masked[] | undefined): Uint8Array | null {
  const { round, leg, passed, of } = body;
  if (!masked?.length && round === undefined && leg === undefined && passed === undefined && of === undefined)
    return null;
  return encodeUtf8(JSON.stringify({ ...(masked?.length ? { masked } : {}), round, leg, passed, of }));
}

function writeHead(out: Uint8Array<ArrayBuffer>, kind: number, flags: number, seq: number, t: number): DataView {
  const view = new DataView(out.buffer);
  view.setUint32(0, out.length - 4);
  view.setUint8(4, kind);
  view.setUint8(5, flags);
  view.setUint32(6, seq);
  view.setFloat64(10, t);
  return view;
}

/** Puts encoded records of one or more sessions (32 hex characters each) into one message. */
export function encodeBatch(sections: readonly { session: string; records: readonly Uint8Array[] }[]): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(version)];
  for (const { session, records } of sections) {
    const id = fromHex(session);
    if (id === null || id.length !== 16) throw new RangeError('a session id has 32 hex characters');
    const head = new Uint8Array(sectionHead);
    head.set(id);
    let size = 0;
    for (const record of records) size += record.length;
    new DataView(head.buffer).setUint32(16, size);
    parts.push(head, ...records);
  }
  return concatBytes(parts);
}

/** Reads a batch. Throws a RangeError for bytes that are no batch of this version: the other end is not our server. */
export function decodeBatch(bytes: Uint8Array): BatchRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0 || view.getUint8(0) !== version) throw new RangeError('not a batch of version 1');
  const records: BatchRecord[] = [];
  let at = 1;
  while (at < bytes.length) {
    const session = toHex(bytes.subarray(at, at + 16));
    const end = at + sectionHead + view.getUint32(at + 16);
    if (end > bytes.length) throw new RangeError('a batch ends inside a section');
    at += sectionHead;
    while (at < end) {
      const next = at + 4 + view.getUint32(at);
      if (next > end || next < at + recordHead) throw new RangeError('a record does not fit its section');
      records.push(decodeRecord(session, bytes, view, at, next));
      at = next;
    }
  }
  return records;
}

function decodeRecord(session: string, bytes: Uint8Array, view: DataView, at: number, end: number): BatchRecord {
  const kind = view.getUint8(at + 4);
  const head = { session, seq: view.getUint32(at + 6), t: view.getFloat64(at + 10) };
  if (kind === frameKind) return { ...head, ...decodeFrame(bytes, view, at, end) };
  const { masked, body } = JSON.parse(decodeUtf8(bytes, at + recordHead, end).text) as {
    masked?: Masked[];
    body: EntryBody & Record<string, unknown>;
  };
  for (const name of byteFields) {
    const value = body[name];
    if (typeof value === 'string') Object.assign(body, { [name]: fromBase64(value) ?? new Uint8Array(0) });
  }
  return { ...head, body, ...(masked === undefined ? {} : { masked }) };
}

type FrameParts = { body: FrameEntry; masked?: Masked[] };

function decodeFrame(bytes: Uint8Array, view: DataView, start: number, end: number): FrameParts {
  const flags = view.getUint8(start + 5);
  const body: FrameEntry = {
    kind: 'frame',
    dir: (flags & flag.received) !== 0 ? 'received' : 'sent',
    opcode: opcodes[flags & 3] as Opcode,
    bytes,
  };
  let at = start + recordHead;
  if ((flags & flag.wire) !== 0) {
    const compressed = (flags & flag.compressed) !== 0;
    body.wire = {
      bytes: view.getUint32(at),
      fragments: view.getUint32(at + 4),
      compressed,
      chunk: view.getUint32(at + 8),
    };
    at += 12;
  }
  let masked: Masked[] | undefined;
  if ((flags & flag.meta) !== 0) {
    const size = view.getUint32(at);
    const { masked: places, ...extra } = JSON.parse(decodeUtf8(bytes, at + 4, at + 4 + size).text);
    Object.assign(body, extra);
    masked = places;
    at += 4 + size;
  }
  body.bytes = bytes.subarray(at, end);
  return { body, ...(masked === undefined ? {} : { masked }) };
}
