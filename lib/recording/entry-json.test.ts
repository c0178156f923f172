import { expect, test } from 'vitest';
import { ByteSink } from '../bytes/byte-sink.ts';
import type { Entry } from '../session/entry.ts';
import { entryToJson, putEntryJson } from './entry-json.ts';

const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 37) % 256);
const frame = { kind: 'frame', dir: 'received', opcode: 'binary' } as const;
const masked = [{ in: 'bytes', start: 0, end: 1, key: 'key#1"bytes":"",\\"bytes":""' }] as const;

test.each<[string, Entry]>([
  ...[0, 1, 2, 3, 4, 5000].map((length): [string, Entry] => [
    `${length} bytes`,
    { seq: length + 1, t: 0.25, ...frame, bytes: bytes(length) },
  ]),
  ['keys that look like the field', { seq: 1, t: 1e-7, masked: [...masked], ...frame, bytes: bytes(7) }],
  [
    'fields on both sides, and a number of the same name',
    {
      wire: { bytes: 0, fragments: 1, compressed: true, chunk: 2 },
      seq: 1,
      t: 3,
      ...frame,
      bytes: bytes(4),
      round: 2,
      leg: 'client',
      of: 1,
    },
  ],
  ['a close', { seq: 2, t: 3, kind: 'close', by: 'us', code: 1000, reason: bytes(5), clean: true }],
  ['a mark', { seq: 3, t: 3, kind: 'mark', by: 'user', says: '"bytes":"" é\u2028' }],
])('the same text both ways: %s', (_name, entry) => {
  const sink = new ByteSink(4);
  sink.addText('é');
  putEntryJson(sink, entry);
  expect(new TextDecoder().decode(sink.bytes())).toBe(`é${entryToJson(entry)}`);
});
