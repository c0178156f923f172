import { expect, test } from 'vitest';
import { textWords } from './text-words.ts';
import { type Phone, turnsOf, wordTimes } from './word-times.ts';

/** Phones of 100 ms each: `pau dh ax`. */
const sentence = (names: string): Phone[] =>
  names.split(' ').map((name, i) => ({ name, startMs: i * 100, endMs: (i + 1) * 100 }));
const drawn = (words: string[], names: string) =>
  wordTimes(
    words.map((word) => (word === '' ? [] : word.split(' '))),
    sentence(names),
  ).map((times) => (times === null ? '-' : `${times.startMs / 100}-${times.endMs / 100}`));

test.each([
  ['as it is spoken alone', ['dh ax', 'k w ih k'], 'pau dh ax k w ih k pau', '1-3 3-7'],
  ['pauses belong to nobody', ['dh ax', 'k w ih k'], 'pau dh ax pau pau k w ih k pau', '1-3 5-9'],
  ['another vowel', ['dh ax', 'ae p ax l'], 'pau dh iy ae p ax l', '1-3 3-7'],
  ['a title in full', ['d r ay v', 's m ih th'], 'd aa k t er s m ih th', '0-5 5-9'],
  ['a swallowed phone', ['l ae s t', 't ay m'], 'l ae s t ay m', '0-3 3-6'],
  ['a word without sound', ['hh ay', '', 'y uw'], 'hh ay y uw', '0-2 - 2-4'],
  ['a word the sentence leaves out', ['hh ay', 'zh', 'y uw'], 'hh ay y uw', '0-2 - 2-4'],
  ['the same word twice', ['dh ax', 'b iy', 'dh ax'], 'dh ax b iy dh ax', '0-2 2-4 4-6'],
  ['no words', [], 'pau dh ax', ''],
  ['no sound', ['dh ax'], 'pau', '-'],
])('%s', (_, words, names, expected) => {
  expect(drawn(words, names).join(' ')).toBe(expected);
});

test('turns are what stands between pauses', () => {
  expect(turnsOf(sentence('pau dh ax pau pau k w pau'))).toEqual([
    ['dh', 'ax'],
    ['k', 'w'],
  ]);
});

test('the words of a text are as written; marks and dashes are not read', () => {
  const words = textWords('Dr. Smith \u2014 paid $5.20, \u201cnow\u201d -- \u4f60\u597d\uff0c\u043c\u0438\u0440!');
  expect(words.map(({ text, spoken }) => `${text}=${spoken}`)).toEqual([
    'Dr.=Dr',
    'Smith=Smith',
    '\u2014=',
    'paid=paid',
    '$5.20,=$5.20',
    '\u201cnow\u201d=now',
    '--=',
    '\u4f60=Ni',
    '\u597d\uff0c=Hao',
    '\u043c\u0438\u0440!=mir',
  ]);
});
