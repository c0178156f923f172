import { expect, test } from 'vitest';
import type { TreeNode } from '@/lib/bytes/node-table.ts';
import type { FieldRow } from '@/lib/dialects/field-rows.ts';
import { fieldColumns } from './field-columns.ts';

const row = (name: string, encoding: string, depth = 1): FieldRow => {
  return { node: { encoding } as TreeNode, depth, name, value: '', quoted: false, raw: '', open: null };
};
const widths = (rows: FieldRow[], bytes = 39) =>
  Object.values(fieldColumns(rows, 'msgpack', bytes)).map((width) => Number.parseInt(width, 10));

test('a column is as wide as the longest of its words, and no wider', () => {
  const [name = 0, type = 0, head, range = 0] = widths([row('message', 'fixmap', 0), row('text', 'fixstr')]);
  // The widest of the usual names: chevron, square, gaps, and 50 px of letters.
  expect(name).toBeGreaterThanOrEqual(32 + 52);
  const long = widths([
    row('message', 'fixmap', 0),
    row('text', 'fixstr'),
    row('chunk_audio_offset', 'positive fixint', 2),
  ]);
  expect(long[0]).toBeGreaterThan(name + 11 * 6);
  expect(long[1]).toBeGreaterThan(type + 9 * 6.6);
  expect([long[2], long[3]]).toEqual([head, range]);
  // 440 px of a frame of short names: 21 letters and their quotes fit (7.2 px each).
  expect(420 - name - type - (head ?? 0) - range - 4 * 4).toBeGreaterThan(23 * 7.2);
});

test('large offsets have room, endless names are cut, JSON has no header byte', () => {
  expect(widths([row('a', 'b')], 1 << 20)[3]).toBeGreaterThan(15 * 6.6);
  expect(widths([row('a'.repeat(1000), 'b')])[0]).toBe(240);
  expect(fieldColumns([], 'json', 0)['--head']).toBe('0px');
});
