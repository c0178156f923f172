import { expect, test } from 'vitest';
import { differenceText, figureText, priceText, rangeText, turnWords, valueText } from './figure-text.ts';

test('values with their unit, short ones finer', () => {
  expect([valueText(46.42, 'ms'), valueText(1231.4, 'ms'), valueText(3.841, 's')]).toEqual([
    '46.4 ms',
    '1,231 ms',
    '3.84 s',
  ]);
  expect([valueText(62590, 'B'), valueText(0.789, 'x'), valueText(3, 'n')]).toEqual(['62,590 B', '0.79', '3']);
  expect(figureText({ value: null, unit: 'ms' })).toBe('–');
  expect([differenceText(5, 'ms'), differenceText(-5, 'ms'), differenceText(0, 'n')]).toEqual(['+5 ms', '-5 ms', '0']);
});

test('what rounds to nothing has no sign', () => {
  expect([valueText(-0.04, 'ms'), valueText(-0.004, 's'), valueText(-0.001, 'x')]).toEqual([
    '0.0 ms',
    '0.00 s',
    '0.00',
  ]);
  expect([differenceText(-0.04, 'ms'), differenceText(0.04, 'ms'), differenceText(0.06, 'ms')]).toEqual([
    '0.0 ms',
    '0.0 ms',
    '+0.1 ms',
  ]);
});

test('a range has its unit once', () => {
  expect([rangeText({ least: 107.2, most: 1258, unit: 'ms' }), rangeText({ least: 0, most: 2, unit: 'n' })]).toEqual([
    '107 – 1,258 ms',
    '0 – 2',
  ]);
});

test('first audio says of which turn it is, where there are several', () => {
  const turns = (...frames: number[]) => frames.map((each, i) => ({ index: i + 1, frames: each }));
  expect([
    turnWords([]),
    turnWords(turns(3)),
    turnWords(turns(3, 1)),
    turnWords(turns(0, 4, 2)),
    turnWords(turns(0, 0)),
  ]).toEqual(['', '', 'turn 1 of 2', 'turn 2 of 3', 'turn 1 of 2']);
});

test('small amounts of money keep two digits', () => {
  expect([priceText(53, 15), priceText(0, 15), priceText(2_000_000, 15), priceText(53, 0)]).toEqual([
    '$0.0008',
    '$0',
    '$30',
    '$0',
  ]);
});
