import { describe, expect, it } from 'vitest';
import { fromHex } from '@/lib/bytes/hex.ts';
import { inspectMsgpack } from '@/lib/msgpack/inspect.ts';
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
      '  7: null',
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
});
