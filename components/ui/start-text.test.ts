import { expect, test } from 'vitest';
import { noStart, startOf, startText, startTimeText } from './start-text.ts';

const day = Date.UTC(2026, 2, 3, 12, 4, 5);

test('a start that is known is written as the reader has it', () => {
  expect(startText(day)).toBe(new Date(day).toLocaleString());
  expect(startTimeText(day)).toBe(new Date(day).toLocaleTimeString());
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])('%s is no start', (startedAt) => {
  expect(startOf(startedAt)).toBeNull();
  expect(startText(startedAt)).toBe(noStart);
  expect(startTimeText(startedAt)).toBe(noStart);
});
