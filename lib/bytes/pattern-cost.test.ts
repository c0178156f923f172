import { expect, test } from 'vitest';
import { patternCost } from './pattern-cost.ts';

test.each([
  ['hello|bye', 'small'],
  ['hel+o', 'small'],
  ['[(a+)+]*x', 'small'],
  ['\\(a\\+\\)+', 'small'],
  ['[\\]+*]', 'small'],
  ['a{3}b{2}', 'small'],
  ['(?:abc)+', 'small'],
  ['(?<name>abc)+', 'small'],
  ['.*foo.*', 'grows'],
  ['a+b+c+', 'grows'],
  ['"event": *"(start|stop)"', 'grows'],
  ['(\\d{1,3}\\.){3}\\d{1,3}', 'grows'],
  ['(?=a+)b+', 'grows'],
  ['(a*)(\\1)+b', 'grows'],
  ['(a+)+$', 'unbounded'],
  ['(?:a|a)*$', 'unbounded'],
  ['(a?a)*b', 'unbounded'],
  ['((a{1,2}))+b', 'unbounded'],
  ['(a+){10}b', 'unbounded'],
  ['(?:(?:a|b)c)+', 'unbounded'],
  ['(a+)+?x', 'unbounded'],
  [`${'a?'.repeat(30)}${'a'.repeat(30)}`, 'unbounded'],
  [`${'.*'.repeat(9)}x`, 'unbounded'],
] as const)('%s: %s', (source, cost) => {
  expect(new RegExp(source)).toBeInstanceOf(RegExp);
  expect(patternCost(source, '')).toBe(cost);
});

test('with the flag v classes nest', () => {
  expect(patternCost('[[a]--[b]]+', 'v')).toBe('small');
  expect(patternCost('[[a]--[(]]+', 'v')).toBe('small');
});
