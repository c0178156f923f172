import { expect, test } from 'vitest';
import { readRange, readSize, sizeWords } from './size-text.ts';

test.each([
  ['512', 512],
  ['1,866', 1866],
  ['1k', 1000],
  ['1.5 kB', 1500],
  ['4 KiB', 4096],
  ['4kib', 4096],
  ['2 MB', 2_000_000],
  ['1 MiB', 1_048_576],
  ['100 B', 100],
  [' .5k ', 500],
  ['', null],
  ['k', null],
  ['-1', null],
  ['1 GB', null],
  ['1e3', null],
  ['ten', null],
])('%j is %j', (text, bytes) => expect(readSize(text)).toBe(bytes));

const open = Number.POSITIVE_INFINITY;

test.each([
  ['', '', { size: null, bad: [] }],
  ['1k', '', { size: { min: 1000, max: open }, bad: [] }],
  ['', '100', { size: { min: 0, max: 100 }, bad: [] }],
  ['5', '5', { size: { min: 5, max: 5 }, bad: [] }],
  ['6', '5', { size: null, bad: ['from', 'to'] }],
  ['x', '5', { size: null, bad: ['from'] }],
  ['', 'y', { size: null, bad: ['to'] }],
])('from %j to %j', (from, to, range) => expect(readRange(from, to)).toEqual(range));

test('a range in words', () => {
  expect(sizeWords(null)).toBeNull();
  expect(sizeWords({ min: 1000, max: open })).toBe('from 1,000 B');
  expect(sizeWords({ min: 0, max: 100 })).toBe('up to 100 B');
  expect(sizeWords({ min: 1, max: 20 })).toBe('from 1 B to 20 B');
  expect(sizeWords({ min: 0, max: open })).toBe('any frame');
});
