import { expect, test } from 'vitest';
import { alignSteps } from './align-steps.ts';

const align = (ran: string, now: string) => alignSteps([...ran], [...now]);

test.each([
  ['unchanged', 'abc', 'abc', [0, 1, 2]],
  ['one added in the middle', 'abc', 'abxc', [0, 1, -1, 2]],
  ['one added at the end', 'abc', 'abcx', [0, 1, 2, -1]],
  ['one taken out', 'abc', 'ac', [0, 2]],
  ['one changed', 'abc', 'axc', [0, -1, 2]],
  ['equal neighbours are not counted twice', 'aa', 'aaa', [0, 1, -1]],
  ['all new', 'abc', 'xyz', [-1, -1, -1]],
  ['nothing', 'abc', '', []],
  ['nothing ran', '', 'ab', [-1, -1]],
])('%s', (_, ran, now, expected) => {
  expect(align(ran, now)).toEqual(expected);
});
