import { expect, test } from 'vitest';
import { plainNumber, readNumber } from './read-number.ts';

const speed = { integer: false, min: 0.5, max: 2 };

// What is out of range is written all the same: wrong messages are sent on purpose here.
test.each([
  ['1.5', speed, 1.5, null],
  [' -3 ', { integer: true, min: null, max: null }, -3, null],
  ['.5', speed, 0.5, null],
  ['3', speed, 3, 'outside of 0.5 to 2'],
  ['-1', { integer: true, min: 0, max: null }, -1, 'outside of 0 or more'],
  ['1.5', { integer: true, min: 0, max: null }, 1.5, 'a whole number is expected'],
  ['1e400', speed, null, 'a number is expected; the text keeps the value before'],
  ['1.', speed, 1, null],
  ['fast', speed, null, 'a number is expected; the text keeps the value before'],
  ['-', speed, null, 'a number is expected; the text keeps the value before'],
])('%j', (text, control, value, says) => {
  expect(readNumber(text, control)).toEqual({ value, says });
});

test.each([
  ['5', 5],
  ['-0.5', -0.5],
  ['007', null],
  ['1.', null],
  ['1e3', null],
  ['', null],
  ['200ms', null],
])('%j beside texts is %j', (text, value) => {
  expect(plainNumber(text)).toBe(value);
});
