import { expect, test } from 'vitest';
import {
  heldBack,
  heldBackWords,
  hiddenMs,
  hiddenWords,
  pausedMs,
  pausedWords,
  stillMs,
  stillWords,
} from './mark-words.ts';

test('what a mark says is understood again, each by its own reader alone', () => {
  const readers = [pausedMs, hiddenMs, stillMs];
  const words = [pausedWords(0), hiddenWords(12_300), stillWords(251)];
  expect(words.map((says) => readers.map((read) => read(says)))).toEqual([
    [0, null, null],
    [null, 12_300, null],
    [null, null, 251],
  ]);
});

test('who took nothing, and for how long', () => {
  for (const who of ['client', 'upstream'] as const) {
    expect(heldBack(heldBackWords(who, 1234))).toEqual({ who, ms: 1234 });
    expect(pausedMs(heldBackWords(who, 1234))).toBe(null);
  }
  expect(heldBack(pausedWords(5))).toBe(null);
});
