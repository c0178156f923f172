import { expect, test } from 'vitest';
import { meant, nearName } from './near-name.ts';

test.each([
  ['temprature', 'temperature'],
  ['fnish', 'finish'],
  ['finsih', 'finish'],
  ['Finish', 'finish'],
  ['dome', 'done'],
  ['telemetry', null],
  ['ab', null],
  ['', null],
  ['t'.repeat(1000), null],
])('%s', (name, near) => {
  expect(nearName(name, ['temperature', 'finish', 'done', 'error', 'audio'])).toBe(near);
});

test('of two that are as near none is meant', () => {
  expect(nearName('tex', ['text', 'tax'])).toBeNull();
  expect(nearName('text', ['text', 'test'])).toBe('text');
  expect(meant('fnish', ['finish'])).toBe('; did you mean "finish"?');
  expect(meant('x', ['finish'])).toBe('');
});
