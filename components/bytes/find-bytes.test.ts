import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { findBytes, isFound, needleOf, nextMatch } from './find-bytes.ts';

const found = (bytes: Uint8Array, typed: string, mode: 'text' | 'hex' = 'text') =>
  findBytes(bytes, needleOf(typed, mode) ?? new Uint8Array());

describe('what was typed', () => {
  it.each([
    ['81 a5', [0x81, 0xa5]],
    ['0x81,0xA5', [0x81, 0xa5]],
    ['81a5', [0x81, 0xa5]],
  ])('hex %s', (typed, bytes) => expect([...(needleOf(typed, 'hex') ?? [])]).toEqual(bytes));

  it('half a byte, or no hex at all, is no needle', () => {
    expect(needleOf('8', 'hex')).toBeNull();
    expect(needleOf('xyz', 'hex')).toBeNull();
    expect(needleOf('', 'text')).toBeNull();
  });

  it('text is looked for as UTF-8', () => expect([...(needleOf('ü', 'text') ?? [])]).toEqual([0xc3, 0xbc]));
});

describe('finding', () => {
  const bytes = encodeUtf8('stop stops stopp');

  it('every place, without overlap, up to the last byte', () => {
    expect(found(bytes, 'stop').at).toEqual([0, 5, 11]);
    expect(found(encodeUtf8('aaaa'), 'aa').at).toEqual([0, 2]);
    expect(found(bytes, 'pp').at).toEqual([14]);
    expect(found(bytes, 'ppp').at).toEqual([]);
  });

  it('stops at the limit and says so', () => {
    const { at, more } = findBytes(new Uint8Array(50), new Uint8Array(1), 20);
    expect([at.length, more]).toEqual([20, true]);
  });

  it('knows which bytes are matched', () => {
    const match = found(bytes, 'stop');
    expect([0, 3, 4, 5, 8, 9, 14, 15].map((at) => isFound(match, at))).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('goes on from the cursor, around the end, both ways', () => {
    const match = found(bytes, 'stop');
    expect([-1, 0, 4, 11, 15].map((cursor) => nextMatch(match, cursor, 1))).toEqual([0, 1, 1, 0, 0]);
    expect([-1, 0, 4, 11, 15].map((cursor) => nextMatch(match, cursor, -1))).toEqual([2, 2, 0, 1, 2]);
    expect(nextMatch(found(bytes, 'none'), 3, 1)).toBe(-1);
  });
});
