import { expect, test } from 'vitest';
import { differenceText, figureText, priceText, valueText } from './figure-text.ts';

test('values with their unit, short ones finer', () => {
  expect([valueText(46.42, 'ms'), valueText(1231.4, 'ms'), valueText(3.841, 's')]).toEqual([
    '46.4 ms',
    '1,231 ms',
    '3.84 s',
  ]);
  expect([valueText(62590, 'B'), valueText(0.789, 'x'), valueText(3, 'n')]).toEqual(['62,590 B', '0.79', '3']);
  expect(figureText({ value: null, unit: 'ms' })).toBe('–');
  expect([differenceText(5, 'ms'), differenceText(-5, 'ms'), differenceText(0, 'n')]).toEqual([
    '+5.0 ms',
    '-5.0 ms',
    '0',
  ]);
});

test('small amounts of money keep two digits', () => {
  expect([priceText(53, 15), priceText(0, 15), priceText(2_000_000, 15), priceText(53, 0)]).toEqual([
    '$0.0008',
    '$0',
    '$30',
    '$0',
  ]);
});
