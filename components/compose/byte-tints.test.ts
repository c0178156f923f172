import { describe, expect, test } from 'vitest';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import { legendOf, runsOf, tintBytes } from './byte-tints.ts';

const node = (part: Partial<TreeNode>): TreeNode => ({
  id: 0,
  parent: -1,
  role: 'element',
  keyNode: -1,
  type: 'int',
  encoding: '',
  start: 0,
  end: 0,
  body: 0,
  header: 0,
  value: null,
  claimed: 0,
  children: [],
  ...part,
});
/** 82 | A1 61 | A2 68 69 | A1 62 | 07 */
const table: NodeTable = {
  format: 'msgpack',
  nodes: [
    node({ type: 'map', role: 'root', start: 0, end: 9, claimed: 2 }),
    node({ type: 'str', role: 'key', start: 1, end: 3 }),
    node({ type: 'str', role: 'value', start: 3, end: 6 }),
    node({ type: 'str', role: 'key', start: 6, end: 8 }),
    node({ type: 'uint', role: 'value', start: 8, end: 9 }),
  ],
  problems: [],
  ok: true,
  consumed: 9,
  maxDepth: 1,
};

const drawn = (tinted: ReturnType<typeof tintBytes>, from: number, to: number) =>
  runsOf(tinted, from, to).map((run) => `${run.from}-${run.to} ${run.tint}${run.starts ? ' |' : ''}`);

describe('bytes take the colour of the value that owns them', () => {
  test('children over their parents', () => {
    expect(drawn(tintBytes(9, table, []), 0, 9)).toEqual([
      '0-1 map |',
      '1-3 key |',
      '3-6 str |',
      '6-8 key |',
      '8-9 num |',
    ]);
  });

  test('a row that begins inside a value has no edge there', () => {
    expect(drawn(tintBytes(9, table, []), 4, 7)).toEqual(['4-6 str', '6-7 key |']);
  });

  test('a hole lies over the string it is in', () => {
    expect(drawn(tintBytes(9, table, [{ start: 4, end: 6, key: 'key#1' }]), 3, 9)).toEqual([
      '3-4 str |',
      '4-6 hole |',
      '6-8 key |',
      '8-9 num |',
    ]);
  });

  test('without a table nothing is coloured', () => {
    expect(drawn(tintBytes(3, null, []), 0, 3)).toEqual(['0-3 null']);
    expect(legendOf(tintBytes(3, null, []), null)).toEqual([]);
  });

  test('the legend names what is met, in its order', () => {
    expect(legendOf(tintBytes(9, table, []), table).map(({ words }) => words)).toEqual([
      'map, 2 keys',
      'key',
      'string',
      'number, boolean',
    ]);
  });
});

test('a run ends where bytes differ from the last frame sent, and where some are gone', () => {
  const changes = [
    { start: 4, end: 6, gone: 1 },
    { start: 8, end: 8, gone: 3 },
  ];
  const marks = runsOf(tintBytes(10, null, []), 0, 10, changes).map(
    ({ from, to, differs, gap }) => `${from}-${to}${differs ? ' differs' : ''}${gap ? ' gap' : ''}`,
  );
  expect(marks).toEqual(['0-4', '4-6 differs', '6-8', '8-9 gap', '9-10']);
});
