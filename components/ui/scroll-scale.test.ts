import { describe, expect, it } from 'vitest';
import { heightCap, scrollScale } from './scroll-scale.ts';

describe('scrollScale', () => {
  it.each([
    [0, 0, 0],
    [10, 280, 0],
    [100, 2800, 2100],
  ])('is one to one for %i rows of 28 px in 700 px', (rows, height, end) => {
    const scale = scrollScale(rows, 28, 700);
    expect([scale.height, scale.end]).toEqual([height, end]);
    expect(scale.toList(56)).toBe(Math.min(56, end));
  });

  it('reaches the first and the last row of a million within the cap', () => {
    const scale = scrollScale(1_000_000, 28, 700);
    expect(scale.height).toBe(heightCap);
    expect(scale.factor).toBeCloseTo(28_000_000 / heightCap, 3);
    expect(scale.toList(0)).toBe(0);
    expect(scale.toList(heightCap - 700)).toBe(28_000_000 - 700);
    expect(scale.toScroll(scale.end)).toBe(heightCap - 700);
    expect(scale.toList(scale.toScroll(14_000_000))).toBeCloseTo(14_000_000, 3);
  });

  it('keeps positions inside the list', () => {
    const scale = scrollScale(100, 28, 700);
    expect(scale.toList(99_999)).toBe(2100);
    expect(scale.toScroll(-5)).toBe(0);
  });
});
