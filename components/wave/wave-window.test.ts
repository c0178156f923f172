import { describe, expect, test } from 'vitest';
import { askOf, boundsOf, panned, revealed, rulerStep, timeText, wholeWindow, zoomed } from './wave-window.ts';

const part = (fromS: number, toS: number) => ({ of: 'part', fromS, toS }) as const;

describe('zoom', () => {
  test('what one points at stays in its place', () => {
    const near = zoomed(part(2, 6), 10, 0.5, 3, false);
    expect(near).toEqual(part(2.5, 4.5));
    expect(zoomed(near, 10, 2, 3, false)).toEqual(part(2, 6));
  });
  test('it ends at the ends of the sound, and wide enough it is all', () => {
    expect(zoomed(part(0, 2), 10, 2, 0.1, false)).toEqual(part(0, 4));
    expect(zoomed(part(8, 10), 10, 2, 9.9, false)).toEqual(part(6, 10));
    expect(zoomed(part(2, 8), 10, 2, 5, false)).toEqual(wholeWindow);
    expect(boundsOf(zoomed(part(1, 1.01), 10, 0.1, 1, false), 10)).toEqual({ fromS: 1, toS: 1.01 });
  });
  test('while sound arrives the end stays in sight', () => {
    const end = zoomed(wholeWindow, 10, 0.5, 2, true);
    expect(end).toEqual({ of: 'end', widthS: 5 });
    expect([boundsOf(end, 10), boundsOf(end, 12)]).toEqual([
      { fromS: 5, toS: 10 },
      { fromS: 7, toS: 12 },
    ]);
    expect(boundsOf(end, 2)).toEqual({ fromS: 0, toS: 5 });
    expect(askOf(end)).toEqual({ fromS: -5, toS: Number.POSITIVE_INFINITY });
  });
});

test('panning stops at the ends, and at the end of live sound it follows', () => {
  expect(panned(part(2, 4), 10, 0.5, false)).toEqual(part(3, 5));
  expect(panned(part(1, 3), 10, -2, false)).toEqual(part(0, 2));
  expect(panned(part(7, 9), 10, 1, false)).toEqual(part(8, 10));
  expect(panned(part(7, 9), 10, 1, true)).toEqual({ of: 'end', widthS: 2 });
  expect(panned({ of: 'end', widthS: 2 }, 10, -0.5, true)).toEqual(part(7, 9));
  expect(panned(wholeWindow, 10, 1, false)).toEqual(wholeWindow);
});

test('what is selected out of sight comes into the middle', () => {
  expect(revealed(part(0, 2), 10, { fromS: 6, toS: 6.5 })).toEqual(part(5.25, 7.25));
  expect(revealed(part(0, 2), 10, { fromS: 1.9, toS: 4 })).toEqual(part(0, 2));
  expect(revealed(wholeWindow, 10, { fromS: 6, toS: 7 })).toEqual(wholeWindow);
});

test('the ruler has round steps, and times that tell them apart', () => {
  expect([rulerStep(10, 10), rulerStep(3.84, 12), rulerStep(0.02, 10), rulerStep(3600, 9)]).toEqual([
    1, 0.5, 0.002, 500,
  ]);
  expect([timeText(1.25, 0.05), timeText(3, 1), timeText(123.5, 0.5), timeText(61, 1)]).toEqual([
    '1.25',
    '3',
    '2:03.5',
    '1:01',
  ]);
});
