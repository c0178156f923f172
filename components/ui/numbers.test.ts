import { expect, test } from 'vitest';
import { deltaText, deltaTitle } from './numbers.ts';

test.each([
  [0, '+0.0'],
  [-3.04, '-3.0'],
  [999.94, '+999.9'],
  [1220.6, '+1,221'],
  [-138_903.2, '-138,903'],
  [999_999.4, '+999,999'],
  [999_999.5, '+1000 s'],
  [-86_399_000, '-86399 s'],
])('%d ms since another frame is %s, which its column holds with the sign', (ms, text) => {
  expect(deltaText(ms)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(8);
});

test('the tooltip leaves nothing out', () => {
  expect(deltaTitle(1_234_567.84)).toBe('+1,234,567.8 ms');
  expect(deltaTitle(-0.5)).toBe('-0.5 ms');
});
