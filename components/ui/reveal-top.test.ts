import { expect, test } from 'vitest';
import { revealTop } from './reveal-top.ts';

const near = (top: number) => revealTop(top, 20, 1000, 200, 'near');
const middle = (top: number) => revealTop(top, 20, 1000, 200, 'middle');

test('by the shortest way: what is in sight stays, else it comes to the edge', () => {
  expect([near(1000), near(1180), near(1100)]).toEqual([null, null, null]);
  expect([near(980), near(1200)]).toEqual([980, 1020]);
});

test('to the middle: what is in sight stays, unless it is the first or last line', () => {
  expect([middle(1020), middle(1160)]).toEqual([null, null]);
  expect([middle(2000), middle(1180), middle(1000), middle(40)]).toEqual([1910, 1090, 910, 0]);
  // A list of three lines has no middle to keep to.
  expect(revealTop(40, 20, 0, 60, 'middle')).toBeNull();
});
