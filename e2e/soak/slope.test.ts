import { expect, test } from 'vitest';
import { isFlat, type Sample, slopeOf } from './slope.ts';

const line = (count: number, everyS: number, value: (atS: number) => number): Sample[] =>
  Array.from({ length: count }, (_, i) => ({ atS: i * everyS, value: value(i * everyS) }));

test('the slope of a straight line is its own, an hour and ten minutes long', () => {
  const slope = slopeOf(line(61, 60, (atS) => 100 + atS / 60));
  expect(slope?.perHour).toBeCloseTo(60, 6);
  expect(slope?.per10Min).toBeCloseTo(10 / 130, 6);
  expect(slope).toMatchObject({ samples: 61, most: 160, last: 160 });
});

test('what is noisy and stays is flat, what grows is not, and what fell is flat', () => {
  const noise = (atS: number) => 100 + ((atS * 7919) % 11);
  expect(isFlat(line(60, 30, noise), 120)).toBe('reached');
  expect(
    isFlat(
      line(60, 30, (atS) => noise(atS) + atS / 60),
      120,
    ),
  ).toBe('missed');
  expect(
    isFlat(
      line(60, 30, (atS) => noise(atS) - atS / 60),
      120,
    ),
  ).toBe('reached');
});

test('a warm-up is left out, and a short line says nothing', () => {
  const warming = (atS: number) => (atS < 300 ? atS : 300);
  expect(isFlat(line(60, 30, warming), 300)).toBe('reached');
  expect(isFlat(line(60, 30, warming), 0)).toBe('missed');
  expect(
    isFlat(
      line(10, 30, () => 1),
      0,
    ),
  ).toBe('cannot be told');
  expect(
    isFlat(
      line(4, 600, () => 1),
      0,
    ),
  ).toBe('cannot be told');
  expect(slopeOf(line(1, 30, () => 1))).toBeNull();
});
