import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteChanges } from './byte-diff.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const between = (before: string, after: string) => byteChanges(bytes(before), bytes(after));

test.each([
  ['nothing', 'abc', 'abc', []],
  ['one byte', 'abcdef', 'abXdef', [{ start: 2, end: 3, gone: 1 }]],
  [
    'two places of a frame of one length',
    'abcdefgh',
    'aXcdefYh',
    [
      { start: 1, end: 2, gone: 1 },
      { start: 6, end: 7, gone: 1 },
    ],
  ],
  ['bytes that came', 'abef', 'abcdef', [{ start: 2, end: 4, gone: 0 }]],
  ['bytes that went', 'abcdef', 'abef', [{ start: 2, end: 2, gone: 2 }]],
  ['bytes at the end', 'ab', 'abcd', [{ start: 2, end: 4, gone: 0 }]],
  [
    'a length and the text it counts',
    '\x05Hello.',
    '\x07Hello, you.',
    [
      { start: 0, end: 1, gone: 1 },
      { start: 6, end: 11, gone: 0 },
    ],
  ],
  ['everything', '', 'ab', [{ start: 0, end: 2, gone: 0 }]],
])('%s', (_, before, after, expected) => {
  expect(between(before, after)).toEqual(expected);
});

test('what is not named is the same, and with it the old frame is found again', () => {
  const some = fc.uint8Array({ maxLength: 60, max: 3 });
  fc.assert(
    fc.property(some, some, (before, after) => {
      const changes = byteChanges(before, after);
      const same: number[] = [];
      let from = 0;
      let old = 0;
      for (const { start, end, gone } of changes) {
        expect(end - start + gone).toBeGreaterThan(0);
        expect(start).toBeGreaterThanOrEqual(from);
        same.push(...after.subarray(from, start));
        expect([...before.subarray(old, old + start - from)]).toEqual([...after.subarray(from, start)]);
        old += start - from + gone;
        from = end;
      }
      expect([...before.subarray(old)]).toEqual([...after.subarray(from)]);
    }),
    { numRuns: 500 },
  );
});

test('frames that have little in common differ as a whole, soon', () => {
  const noise = (seed: number) =>
    Uint8Array.from({ length: 5001 + seed }, (_, i) => (i * i * 31 + i * seed * 7 + seed) % 251);
  expect(byteChanges(noise(3), noise(4))).toHaveLength(1);
  // Of one length, they need no search; a list of all places would be as long as the frame.
  const everyOther = Uint8Array.from({ length: 5000 }, (_, i) => i % 2);
  expect(byteChanges(new Uint8Array(5000), everyOther)).toHaveLength(1);
});
