/**
 * The fast way to a row: what stands at the top level of a frame, without a node table. One pass over the headers; a frame
 * with anything unusual in it is handed to the walker, so that both always agree.
 */
import { fieldOf } from '../bytes/node-field.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import type { Span } from '../bytes/span.ts';
import { firstBad } from '../bytes/utf8.ts';
import type { Problem } from '../problem/problem.ts';
import { fixedSize, kindOf, kinds, lengthBytes, readLength } from './header.ts';
import { inspectMsgpack, nodeLimit } from './inspect.ts';
import { depthLimit } from './open-stack.ts';
import { scalarAt } from './scalar.ts';
import { holdsText, shortText } from './short-text.ts';

export type Peek = {
  /** The frame is one map that could be read to its end; bytes may follow it. */
  map: boolean;
  /** Value of the top-level key `event`, when it is a string; of two, the last. */
  event: string | null;
  /** How often the key `event` stands there. */
  events: number;
  /** Payload of the top-level `audio`, when it is a whole bin. */
  audio: Span | null;
  /** Top-level entries with a string key, in order: start of key, start of value (where the key ends), end of value. */
  fields: number[];
  /** The walker's first error (an E_ code); null when it has none. */
  problem: Problem | null;
};

const text = (word: string) => new TextEncoder().encode(word);
const eventKey = text('event');
const audioKey = text('audio');

/** Peeks at one frame. Total, like the walker. */
export function peekEvent(bytes: Uint8Array): Peek {
  return peekClean(bytes) ?? peekTable(bytes, inspectMsgpack(bytes));
}

/** Null when the frame is not a plain, error-free map: the walker decides then. */
function peekClean(bytes: Uint8Array): Peek | null {
  const header = bytes[0] as number;
  if (kindOf[header] !== kinds.map || bytes.length === 0) return null;
  const width = lengthBytes[header] as number;
  if (1 + width > bytes.length) return null;
  const pairs = width === 0 ? (fixedSize[header] as number) : readLength(bytes, 1, width);
  if (pairs * 2 > bytes.length) return null;
  const peek: Peek = { map: true, event: null, events: 0, audio: null, fields: [], problem: null };
  const budget: Budget = { items: nodeLimit - 1, containers: depthLimit - 1 };
  let at = 1 + width;
  for (let i = 0; i < pairs; i++) {
    const keyAt = at;
    const valueAt = skipKey(bytes, keyAt, budget);
    if (valueAt === -1) return null;
    at = skip(bytes, valueAt, budget);
    if (at === -1) return null;
    if (kindOf[bytes[keyAt] as number] === kinds.str) note(bytes, peek, keyAt, valueAt, at);
  }
  return at === bytes.length ? peek : null;
}

/** What may still come before the walker has to look at the frame. */
type Budget = { items: number; containers: number };

/** As `skip`, at once for what keys are as good as always: a short text. */
function skipKey(bytes: Uint8Array, at: number, budget: Budget): number {
  const header = bytes[at] as number;
  if (header < 0xa0 || header > 0xbf) return skip(bytes, at, budget);
  const end = at + 1 + (header & 0x1f);
  return end > bytes.length || --budget.items < 0 || !isUtf8(bytes, at + 1, end) ? -1 : end;
}

/** Offset after the value at `at`, nested ones included; -1 for anything that may be an error. */
function skip(bytes: Uint8Array, at: number, budget: Budget): number {
  let due = 1;
  let pos = at;
  while (due > 0) {
    if (pos >= bytes.length || --budget.items < 0) return -1;
    const header = bytes[pos] as number;
    const kind = kindOf[header] as number;
    if (kind === kinds.reserved) return -1;
    const width = lengthBytes[header] as number;
    const body = pos + 1 + width;
    if (body > bytes.length) return -1;
    const size = width === 0 ? (fixedSize[header] as number) : readLength(bytes, pos + 1, width);
    due--;
    if (kind <= kinds.array) {
      // Depth cannot exceed the number of containers: counting them is enough here.
      if (--budget.containers < 0) return -1;
      due += kind === kinds.map ? size * 2 : size;
      if (due > bytes.length - body) return -1;
      pos = body;
      continue;
    }
    // Extensions may be timestamps, which can be wrong inside.
    if (kind === kinds.ext) return -1;
    pos = body + size;
    if (pos > bytes.length) return -1;
    if (kind === kinds.str && !isUtf8(bytes, body, pos)) return -1;
  }
  return pos;
}

function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if ((bytes[i] as number) > 0x7f) return firstBad(bytes.subarray(i, end)) === -1;
  }
  return true;
}

/** Writes one entry down. `keyAt`, `valueAt` are header bytes, `end` the offset after the value. */
function note(bytes: Uint8Array, peek: Peek, keyAt: number, valueAt: number, end: number): void {
  peek.fields.push(keyAt, valueAt, end);
  const keyBody = keyAt + 1 + (lengthBytes[bytes[keyAt] as number] as number);
  if (same(bytes, keyBody, valueAt, eventKey)) {
    peek.events++;
    peek.event = eventName(bytes, valueAt, end);
  } else if (same(bytes, keyBody, valueAt, audioKey)) {
    const header = bytes[valueAt] as number;
    const body = valueAt + 1 + (lengthBytes[header] as number);
    peek.audio = kindOf[header] === kinds.bin ? { start: body, end } : null;
  }
}

function eventName(bytes: Uint8Array, valueAt: number, end: number): string | null {
  const header = bytes[valueAt] as number;
  if (kindOf[header] !== kinds.str) return null;
  const body = valueAt + 1 + (lengthBytes[header] as number);
  return shortText(bytes, body, end) ?? (scalarAt(bytes, valueAt) as string);
}

function same(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/** The same, out of the walker's table. */
function peekTable(bytes: Uint8Array, table: NodeTable): Peek {
  const root = table.nodes[0];
  const problem = table.problems.find((p) => p.code.startsWith('E_')) ?? null;
  const peek: Peek = {
    map: root?.type === 'map' && root.cut !== true,
    event: null,
    events: 0,
    audio: null,
    fields: [],
    problem,
  };
  if (root?.type !== 'map') return peek;
  for (const id of root.children) {
    const value = table.nodes[id] as TreeNode;
    const key = table.nodes[value.keyNode];
    if (value.role !== 'value' || key?.type !== 'str') continue;
    peek.fields.push(key.start, value.start, value.end);
    if (key.value === 'event' && same(bytes, key.body, key.end, eventKey)) peek.events++;
  }
  const event = fieldOf(table, 'event');
  if (event?.type === 'str' && event.cut !== true) peek.event = event.value as string;
  const audio = fieldOf(table, 'audio');
  if (audio?.type === 'bin' && audio.cut !== true) peek.audio = { start: audio.body, end: audio.end };
  return peek;
}

/** Offset of the header of the last top-level value with this name; -1 when there is none. */
export function valueAt(bytes: Uint8Array, peek: Peek, name: string): number {
  const index = fieldIndex(bytes, peek, name);
  return index === -1 ? -1 : (peek.fields[index + 1] as number);
}

/** The same, with the end of the value. */
export function valueSpan(bytes: Uint8Array, peek: Peek, name: string): Span | null {
  const index = fieldIndex(bytes, peek, name);
  return index === -1 ? null : { start: peek.fields[index + 1] as number, end: peek.fields[index + 2] as number };
}

function fieldIndex(bytes: Uint8Array, { fields }: Peek, name: string): number {
  for (let i = fields.length - 3; i >= 0; i -= 3) {
    const keyAt = fields[i] as number;
    const keyBody = keyAt + 1 + (lengthBytes[bytes[keyAt] as number] as number);
    if (holdsText(bytes, keyBody, fields[i + 1] as number, name)) return i;
  }
  return -1;
}
