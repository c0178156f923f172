import { expect, test } from 'vitest';
import { counted, grouped } from './quantity.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1836, '1,836'],
  [-1234567, '-1,234,567'],
  [3.012, '3.012'],
  [1234.5, '1,234.5'],
  [18446744073709551615n, '18,446,744,073,709,551,615'],
  [Number.NaN, 'NaN'],
  [1e300, '1e+300'],
])('%s is written %s', (value, words) => {
  expect(grouped(value)).toBe(words);
});

test('one is singular', () => {
  expect([counted(0, 'byte'), counted(1, 'byte'), counted(2000, 'byte')]).toEqual(['0 bytes', '1 byte', '2,000 bytes']);
});
