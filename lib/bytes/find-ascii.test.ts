import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiFinder } from './find-ascii.ts';
import { encodeUtf8 } from './utf8.ts';

test('found where the text holds it, whatever the case', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', 'é', ' ', '@', '`'), maxLength: 12 });
  const needles = fc.string({ unit: fc.constantFrom('a', 'B', 'b', ' ', '@'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(letters, needles, (text, needle) => {
      expect(asciiFinder(needle)?.(encodeUtf8(text))).toBe(text.toLowerCase().includes(needle.toLowerCase()));
    }),
    { seed: 8, numRuns: 500 },
  );
});

test('looks at the first bytes alone when told to; nothing and letters beyond ASCII are no needle', () => {
  const find = asciiFinder('end');
  const bytes = encodeUtf8('to the END');
  expect([find?.(bytes), find?.(bytes, 10), find?.(bytes, 9)]).toEqual([true, true, false]);
  expect([asciiFinder(''), asciiFinder('ö')]).toEqual([null, null]);
});
