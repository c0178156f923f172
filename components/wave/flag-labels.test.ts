import { expect, test } from 'vitest';
import { flagLabels } from './flag-labels.ts';

const flags = (room: number, ...places: number[]) => places.map((at) => ({ at, room }));

test('words stand behind their line, before it at the right edge, and nowhere without room', () => {
  expect(flagLabels(flags(30, 0, 100, 290), 300)).toEqual([5, 105, 257]);
  // A text in many tokens: only the last of a dense row has room.
  expect(flagLabels(flags(30, 10, 12, 20, 35, 60), 300)).toEqual([null, null, null, null, 65]);
  expect(flagLabels(flags(30, 0, 38, 80), 300)).toEqual([5, 43, 85]);
  expect(flagLabels(flags(30, 0, 37, 80), 300)).toEqual([null, 42, 85]);
  // Two at the right edge: the words of the second would lie on the line of the first.
  expect(flagLabels(flags(30, 280, 295), 300)).toEqual([247, null]);
  expect(flagLabels([], 300)).toEqual([]);
});
