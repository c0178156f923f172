import { createScanner } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { tokenKinds } from './token-kinds.ts';

test.each([
  [',', 'comma'],
  [':', 'colon'],
  ['"a"', 'string'],
  ['// a', 'lineComment'],
  ['/* a */', 'blockComment'],
  ['\n', 'lineBreak'],
  [' ', 'blank'],
  ['a', 'unknown'],
  ['', 'end'],
] as const)('%j is of the kind %s', (text, name) => {
  expect(createScanner(text, false).scan()).toBe(tokenKinds[name]);
});
