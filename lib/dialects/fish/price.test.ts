import { expect, test } from 'vitest';
import { fishPrice } from './price.ts';

const priceOf = (model?: string) =>
  fishPrice(model === undefined ? [] : [{ name: 'Model', value: model }])?.perMillionBytesUsd ?? null;

test('the list by model: paid, free, not listed; no model and an unknown one are served as a paid one', () => {
  expect([priceOf('s2-pro'), priceOf('s2.1-pro-free'), priceOf('drama-3-preview')]).toEqual([15, 0, null]);
  expect([priceOf(), priceOf('s9')]).toEqual([15, 15]);
  expect(fishPrice([])?.says).toContain('2026-08-21');
});
