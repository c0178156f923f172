import { expect, it } from 'vitest';
import { wavePath, waveWidth } from './row-drawing.ts';

it('draws one shape: along the greatest of each pair, back along the least', () => {
  expect(wavePath([-1, 1, -0.5, 0.25], 16, 2)).toBe(
    'M0.0 0.0L1.0 0.0L3.0 6.0L4.0 6.0L4.0 12.0L3.0 12.0L1.0 16.0L0.0 16.0Z',
  );
});

it('draws silence as a line, and nothing outside its height', () => {
  expect(wavePath([0, 0], 16, 2)).toBe('M0.0 7.5L1.0 7.5L2.0 7.5L2.0 8.5L1.0 8.5L0.0 8.5Z');
  expect(wavePath([-3, 3], 16, 2)).toBe('M0.0 0.0L1.0 0.0L2.0 0.0L2.0 16.0L1.0 16.0L0.0 16.0Z');
  expect(wavePath([])).toBe('');
});

it('is as wide as its pairs', () => {
  expect(waveWidth(new Array(40).fill(0))).toBe(52);
});
