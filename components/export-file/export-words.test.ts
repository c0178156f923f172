import { expect, test } from 'vitest';
import { countWords, madeWords, maskedWords, placeName, splitWords } from './export-words.ts';

const counts = { position: 1, name: 0, pattern: 2, met: 0, audio: 0 };

test('what was removed, by why', () => {
  expect(countWords(3, counts)).toBe('3 places (1 where the protocol has its key, 2 by what they look like)');
  expect(countWords(0, { ...counts, position: 0, pattern: 0 })).toBe('nothing');
  expect(madeWords({ name: 'a.har', blob: new Blob(['12345']), places: 3, removed: counts })).toBe(
    'Saved a.har, 5 B; removed 3 places (1 where the protocol has its key, 2 by what they look like).',
  );
});

test('where a place is', () => {
  const place = { seq: 1, where: 'header' as const, start: 0, end: 1, why: 'name' as const, text: '' };
  expect(placeName(place)).toBe('header');
  expect(placeName({ ...place, name: 'cookie' })).toBe('header, cookie');
});

test('what cannot be removed is said', () => {
  const preview = { list: [], places: 0, counts, masked: 0, tooMany: false, splits: [] };
  expect(splitWords(preview)).toBeNull();
  const splits = [1, 2, 3, 4, 5, 6].map((seq) => ({ seq, next: seq === 1 ? 9 : null }));
  expect(splitWords({ ...preview, splits })).toContain('at #1 and #9, #2, #3, #4, #5, and 1 more.');
  expect([maskedWords(0), maskedWords(1)]).toEqual([
    '',
    '1 place has been masked by the recorder already and is masked in any case.',
  ]);
});
