import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/hex.ts';
import type { NodeTable } from '../bytes/node-table.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { inspectJson } from '../json/inspect.ts';
import { inspectMsgpack } from '../msgpack/inspect.ts';
import { fieldRows, openAtFirst } from './field-rows.ts';

/** Draws the rows: one line each, indented by depth. */
function drawn(hex: string, open?: Set<number>): string[] {
  const table = inspectMsgpack(fromHex(hex) ?? new Uint8Array());
  return fieldRows(table, open ?? openAtFirst(table)).map(
    (row) =>
      `${'  '.repeat(row.depth)}${row.name}: ${row.value}${row.open === null ? '' : row.open ? ' (open)' : ' (shut)'}`,
  );
}

describe('fieldRows', () => {
  it('names values by their keys, elements by their place', () => {
    // {"a": [1, "x"], 7: nil}
    expect(drawn('82 a1 61 92 01 a1 78 07 c0')).toEqual([
      'message: 2 keys (open)',
      '  a: 2 items (open)',
      '    [0]: 1',
      '    [1]: x',
      '  uint 7: null',
    ]);
  });

  it('shows only what its parents are open for', () => {
    expect(drawn('81 a1 61 91 01', new Set([0]))).toEqual(['message: 1 key (open)', '  a: 1 item (shut)']);
    expect(drawn('81 a1 61 91 01', new Set())).toEqual(['message: 1 key (shut)']);
  });

  it('shows a key whose value never came', () => {
    expect(drawn('82 a1 61 01 a1 62').at(-1)).toContain('key without value: b');
  });

  it('shows both of two equal keys, and keys with a meaning elsewhere', () => {
    // {"__proto__": 1, "__proto__": 2}
    const key = 'a9 5f 5f 70 72 6f 74 6f 5f 5f';
    expect(drawn(`82 ${key} 01 ${key} 02`).slice(1)).toEqual(['  __proto__: 1', '  __proto__: 2']);
  });

  it('leaves a long list shut at first', () => {
    expect(drawn(`81 a1 61 dc 00 29 ${'01 '.repeat(41)}`)[1]).toBe('  a: 41 items (shut)');
  });

  it('tells a number or nothing as a key from their texts', () => {
    // {0: 1, "": 2, true: 3, 1.5: 4}
    expect(drawn('84 00 01 a0 02 c3 03 cb 3f f8 00 00 00 00 00 00 04').slice(1)).toEqual([
      '  uint 0: 1',
      '  "": 2',
      '  bool true: 3',
      '  float 1.5: 4',
    ]);
  });

  it('keeps the sign of zero, and says what cannot be read', () => {
    // [-0.0, timestamp of two bytes, half a float]
    expect(drawn('93 cb 80 00 00 00 00 00 00 00 c7 02 ff 00 00 ca 00').slice(1)).toEqual([
      '  [0]: -0',
      '  [1]: not to be read',
      '  [2]: cut',
    ]);
  });

  it('shows the bytes where the value cannot say them', () => {
    const raw = (bytes: Uint8Array, table: NodeTable) =>
      fieldRows(table, openAtFirst(table), bytes).map((row) => `${row.value} ${row.raw}`.trimEnd());
    // [ext -128 of one byte, a timestamp, "ab" and half a letter]
    const bytes = fromHex('93 d4 80 2a d6 ff 5f 5e 10 00 a3 61 62 e2') ?? new Uint8Array();
    expect(raw(bytes, inspectMsgpack(bytes)).slice(1)).toEqual([
      'type -128 (reserved range), 1 B 2A',
      '2020-09-13T12:26:40Z 1600000000 s',
      'ab\ufffd 6162E2',
    ]);
    const text = encodeUtf8('[1e999, 1]');
    expect(raw(text, inspectJson(text)).slice(1)).toEqual(['Infinity 1e999', '1']);
  });
});
