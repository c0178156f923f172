import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../bytes/base64.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { inspectJson } from '../json/inspect.ts';
import { inspectMsgpack } from '../msgpack/inspect.ts';
import { peekEvent } from '../msgpack/peek.ts';
import type { EventValue, FrameLike } from './dialect.ts';
import { fish } from './fish/fish.ts';

type Line = {
  dir: string;
  opcode: 'text' | 'binary';
  b64: string;
  msg?: Record<string, unknown>;
  err?: string;
  session: number;
};

const folder = new URL('./samples/captures/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/** The frames of one capture, with what a MessagePack library made of them. */
function framesOf(name: string): (FrameLike & { msg: Record<string, unknown> | undefined })[] {
  const lines = readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.dir === 'client' || line.dir === 'server')
    .map(({ dir, opcode, b64, msg, err }) => ({
      dir: dir === 'client' ? 'sent' : 'received',
      opcode,
      bytes: fromBase64(b64) as Uint8Array,
      msg: err === undefined ? msg : undefined,
    }));
}

/** In the notation of the captures: bytes as `{"$bin": base64, "len": n}`. */
function notation(table: NodeTable, bytes: Uint8Array, id = 0): unknown {
  const node = table.nodes[id] as TreeNode;
  const children = node.children.map((child) => notation(table, bytes, child));
  if (node.type === 'array') return children;
  if (node.type === 'bin')
    return { $bin: Buffer.from(bytes.subarray(node.body, node.end)).toString('base64'), len: node.claimed };
  if (node.type !== 'map') return node.value;
  return Object.fromEntries(
    children.flatMap((child, i) => (i % 2 === 0 ? [[child, children[i + 1]]] : [])) as [string, unknown][],
  );
}

function asValue(value: unknown): EventValue {
  if (Array.isArray(value)) return value.map(asValue);
  if (typeof value !== 'object' || value === null) return value as EventValue;
  if ('$bin' in value) return fromBase64(value.$bin as string) as Uint8Array;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asValue(item)]));
}

const inspect = (frame: FrameLike) =>
  frame.opcode === 'text' ? inspectJson(frame.bytes) : inspectMsgpack(frame.bytes);

test('the captures are here', () => {
  expect(names.length).toBe(32);
  expect(names.flatMap(framesOf).length).toBeGreaterThan(250);
});

describe.each(names)('%s', (name) => {
  const frames = framesOf(name);

  test('every frame is decoded as its library decoded it', () => {
    for (const frame of frames.filter((f) => f.msg !== undefined)) {
      const table = inspect(frame);
      expect(table.problems).toEqual([]);
      expect(notation(table, frame.bytes)).toEqual(frame.msg);
    }
  });

  test('the reader names every event, in order', () => {
    const reader = fish.openReader();
    for (const frame of frames) {
      const reading = reader.read(frame);
      const readable = frame.opcode === 'binary' && frame.msg !== undefined;
      expect(reading.event).toBe(readable ? frame.msg?.event : 'unreadable');
      if (!readable) expect(reading.problem?.code).toBe('not_an_event');
      const meaning = fish.describe(frame, reading);
      expect(meaning.length).toBeGreaterThan(0);
      expect(meaning.length).toBeLessThan(700);
      const audio = frame.msg?.audio as { len: number } | undefined;
      const span = reading.audio;
      if (readable && audio !== undefined) expect(span === null ? null : span.end - span.start).toBe(audio.len);
    }
  });

  test('client frames are encoded to the very bytes that were sent', () => {
    for (const frame of frames.filter((f) => f.dir === 'sent' && f.opcode === 'binary' && f.msg !== undefined)) {
      expect(fish.encode(asValue(frame.msg))).toEqual({ opcode: 'binary', bytes: frame.bytes, holes: [] });
    }
  });
});

/** Frames that differ; sound is the same in most captures. */
const distinct = [
  ...new Map(
    names.flatMap(framesOf).map((frame) => [`${frame.opcode}${Buffer.from(frame.bytes).toString('latin1')}`, frame]),
  ).values(),
];

test('every frame cut at every byte gives what came before, an offset and a problem', () => {
  // expect.fail only: a hundred thousand assertions would take longer than what they check.
  for (const frame of distinct.filter((f) => f.msg !== undefined)) {
    const whole = inspect(frame);
    for (let cut = 0; cut < frame.bytes.length; cut++) {
      const bytes = frame.bytes.subarray(0, cut);
      const table = inspect({ ...frame, bytes });
      const at = table.problems.filter((p) => p.code !== 'E_LENGTH_CLAIM').map((p) => p.at?.byte);
      if (table.ok || at.length !== 1 || at[0] !== cut) {
        expect.fail(`cut at ${cut} of ${frame.bytes.length}: ${JSON.stringify(table.problems)}`);
      }
      for (const node of whole.nodes) {
        if (node.children.length > 0 || node.end > cut) continue;
        const same = table.nodes[node.id];
        if (same?.start !== node.start || same.end !== node.end || same.value !== node.value) {
          expect.fail(`cut at ${cut}: lost what stood at ${node.start}`);
        }
      }
      if (frame.opcode === 'text') continue;
      const error = table.problems.find((p) => p.code.startsWith('E_'));
      if (peekEvent(bytes).problem?.code !== error?.code) expect.fail(`the fast path disagrees at ${cut}`);
    }
  }
});

test('a reader shows a cut frame as unreadable, and never as sound', () => {
  for (const frame of distinct) {
    for (let cut = 0; cut < frame.bytes.length; cut += cut < 300 ? 1 : 97) {
      const part = { ...frame, bytes: frame.bytes.subarray(0, cut) };
      const reading = fish.openReader().read(part);
      expect(reading).toMatchObject({ event: 'unreadable', role: 'unknown', audio: null });
      expect(reading.problem).not.toBeNull();
      expect(fish.describe(part, reading)).not.toBe('');
    }
  }
});
