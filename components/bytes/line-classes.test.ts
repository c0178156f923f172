import { describe, expect, it } from 'vitest';
import { fromHex } from '@/lib/bytes/hex.ts';
import { inspectMsgpack } from '@/lib/msgpack/inspect.ts';
import { type ByteMarks, lineClasses } from './line-classes.ts';
import { nodeAt, shownNode, shownSpan } from './node-at.ts';

// {"a": [1, 2], "b": bin 01 02}, then one byte too many.
const bytes = fromHex('82 a1 61 92 01 02 a1 62 c4 02 01 02 ff') ?? new Uint8Array();
const table = inspectMsgpack(bytes);
const none: ByteMarks = { table, lit: [], secrets: [], bad: [], cursor: -1 };

describe('nodeAt', () => {
  it.each([
    [0, 'fixmap'],
    [1, 'fixstr'],
    [3, 'fixarray'],
    [5, 'positive fixint'],
    [8, 'bin8'],
    [11, 'bin8'],
  ])('byte %i belongs to %s', (offset, encoding) => {
    expect(nodeAt(table, offset)?.encoding.replace('_', ' ').toLowerCase()).toContain(encoding.split(' ').at(-1));
  });

  it('is null behind the message', () => {
    expect(nodeAt(table, 12)).toBeNull();
  });

  it('shows a key with its value: one row, one span', () => {
    const key = nodeAt(table, 7);
    const shown = key && shownNode(table, key);
    expect(shown?.type).toBe('bin');
    expect(shown && shownSpan(table, shown)).toEqual({ start: 6, end: 12 });
  });
});

describe('lineClasses', () => {
  it('tints by innermost field, with an edge where one begins', () => {
    expect(lineClasses(0, bytes.length, none).split(',')).toEqual([
      'tint-map edge',
      'tint-key edge',
      'tint-key',
      'tint-map edge',
      'tint-num edge',
      'tint-num edge',
      'tint-key edge',
      'tint-key',
      'tint-bin edge',
      'tint-bin',
      'tint-bin',
      'tint-bin',
      '',
    ]);
  });

  it('marks what is lit, secret, bad, and the cursor', () => {
    const marks = { ...none, lit: [{ start: 1, end: 3 }], secrets: [{ start: 2, end: 3 }], bad: [12], cursor: 0 };
    const looks = lineClasses(0, bytes.length, marks).split(',');
    expect(looks[0]).toBe('tint-map edge cursor');
    expect(looks[1]).toBe('tint-key edge lit');
    expect(looks[2]).toBe('tint-key lit secret');
    expect(looks[12]).toBe('bad');
  });

  it('carries no edge over to a line that goes on with the same field', () => {
    const long = new Uint8Array(40);
    long.set([0xc4, 38]);
    const inLong = { ...none, table: inspectMsgpack(long) };
    expect(lineClasses(16, 40, inLong).split(',')).toEqual(new Array(16).fill('tint-bin'));
  });
});

it('what is searched for and what is pointed at are marked, byte by byte', () => {
  const found = { at: [1, 4], length: 2, more: false };
  const marks = { table: null, lit: [], secrets: [], bad: [], cursor: -1, found, pointed: { start: 3, end: 5 } };
  expect(lineClasses(0, 6, marks)).toBe(',found,found,pointed,found pointed,found');
});
