import { expect, it } from 'vitest';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { entryJson, rawText } from './entry-json.ts';

it('a copy is whole, however long; the screen is cut, and says so', () => {
  const words = 'x'.repeat(700_000);
  const bytes = encodeUtf8(JSON.stringify({ event: 'text', parts: [words, words, words, words] }));
  const dialect = dialectOf('fishspeech');
  const frame = { dir: 'received', opcode: 'binary', bytes } as const;
  const read = { ...frame, opcode: 'text' } as const;
  const tree = dialect?.inspect(read, dialect.openReader().read(read)) ?? null;
  const detail = { seq: 1, t: 0, kind: 'text', ...frame, tree, facts: [], problems: [] } as unknown as EntryDetail;
  expect(JSON.parse(entryJson(detail)).parts).toEqual([words, words, words, words]);
  expect(rawText(detail)).toMatchObject({ cut: true });
});

it('the screen gets no more lines than it can hold, and says where it cuts', () => {
  const lines = 300_000;
  const frame = { dir: 'received', opcode: 'text', bytes: encodeUtf8('a\n'.repeat(lines)) } as const;
  const detail = {
    seq: 1,
    t: 0,
    kind: 'text',
    ...frame,
    tree: null,
    facts: [],
    problems: [],
  } as unknown as EntryDetail;
  const shown = rawText(detail, 2_000_000);
  expect([shown.cut, shown.text.split('\n').length]).toEqual([true, 20_000]);
  expect(rawText({ ...detail, bytes: encodeUtf8('a\nb\n') }, 2_000_000)).toMatchObject({ cut: false, text: 'a\nb\n' });
});

it('bytes are shown by their beginning, and all of them when asked; a copy has them all', () => {
  const audio = new Uint8Array(8097).fill(0x55);
  const bytes = encodeMsgpack({ event: 'audio', audio, time: 1 });
  const dialect = dialectOf('fish');
  const frame = { dir: 'received', opcode: 'binary', bytes } as const;
  const tree = dialect?.inspect(frame, dialect.openReader().read(frame)) ?? null;
  const detail = { seq: 1, t: 0, kind: 'audio', ...frame, tree, facts: [], problems: [] } as unknown as EntryDetail;
  const short = rawText(detail);
  expect(short.cut).toBe(true);
  expect(short.text).toContain(`{"$bin": "${'VVVV'.repeat(16)}…" /* the first 48 of 8,097 bytes */},`);
  expect(short.text).toContain('"time": 1');
  expect(short.what).toMatch(/^What the frame says, decoded from MessagePack/);
  expect(JSON.parse(rawText(detail, 2_000_000, true).text).audio.$bin).toHaveLength(10_796);
  expect(JSON.parse(entryJson(detail)).audio.$bin).toHaveLength(10_796);
  const bare = rawText({ ...detail, tree: null });
  expect([bare.cut, bare.text.length < 400]).toEqual([true, true]);
  expect(bare.what).toMatch(/^The frame is not decoded/);
  expect(JSON.parse(entryJson({ ...detail, tree: null })).bytes.length).toBeGreaterThan(10_796);
});
