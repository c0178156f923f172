import { expect, it } from 'vitest';
import { countWords, worstOf } from './severity.ts';

it('the worst counts, and all are told', () => {
  const counts = { error: 0, warning: 1, info: 3 };
  expect(worstOf(counts)).toEqual({ severity: 'warning', total: 4 });
  expect(countWords(counts)).toBe('1 warning, 3 notes');
});

it('nothing is nothing', () => {
  const counts = { error: 0, warning: 0, info: 0 };
  expect(worstOf(counts)).toBeNull();
  expect(countWords(counts)).toBe('');
});
