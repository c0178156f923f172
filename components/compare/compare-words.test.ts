import { expect, test } from 'vitest';
import type { EventPlace } from '@/lib/diff/session-diff.ts';
import { apartWords, aroundBoth, placeWords } from './compare-words.ts';

const place = (t: number, offsetMs: number, inTurn: boolean): EventPlace => ({
  seq: 4,
  last: 14,
  frames: 11,
  bytes: 1,
  t,
  offsetMs,
  inTurn,
});

test('times are those of the log; how far apart they are names what it is counted from', () => {
  expect(placeWords('A', place(109.5, 0, true))).toBe('A #4–14 at 109.5 ms');
  expect(placeWords('B', null)).toBe('not in B');
  expect(apartWords({ a: place(109.5, 0, true), b: place(39.4, 0, true) })).toBe('B +0.0 ms in its turn');
  const start = [place(96.8, 96.8, false), place(33.8, 33.8, false)] as const;
  expect(apartWords({ a: start[0], b: start[1] })).toMatch(/^B .63\.0 ms from the start$/);
  expect(apartWords({ a: start[0], b: place(39.4, 0, true) })).toMatch(/ in its turn, A from the start$/);
  expect(apartWords({ a: null, b: start[1] })).toBe('');
});

test('a row shows both values from a little before their first difference', () => {
  const both = aroundBoth('"Hello world, this comes token by token. "', '"Hello world, this comes word by word. "');
  expect(both).toEqual({ a: '… this comes token by token. "', b: '… this comes word by word. "' });
  expect(aroundBoth('"One. "', '"Two. "')).toEqual({ a: '"One. "', b: '"Two. "' });
});
