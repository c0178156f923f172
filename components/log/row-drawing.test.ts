import { expect, it } from 'vitest';
import { wavePath, waveWidth } from './row-drawing.ts';

it('draws one stroke per pair, up for the greatest and down for the least', () => {
  expect(wavePath([-1, 1, -0.5, 0.25], 16, 2)).toBe('M1.0 0.0V16.0M3.0 6.0V12.0');
});

it('draws silence as dots, and nothing outside its height', () => {
  expect(wavePath([0, 0], 16, 2)).toBe('M1.0 7.5V8.5');
  expect(wavePath([-3, 3], 16, 2)).toBe('M1.0 0.0V16.0');
});

it('is as wide as its pairs', () => {
  expect(waveWidth(new Array(40).fill(0))).toBe(52);
});
