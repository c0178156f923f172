import { expect, test } from 'vitest';
import { bytesText, deltaText, deltaTitle, grouped, msText, shortMsText } from './numbers.ts';

test.each([
  [0, '+0.0'],
  [-3.04, '-3.0'],
  [-0.04, '+0.0'],
  [999.94, '+999.9'],
  [1220.6, '+1,221'],
  [-138_903.2, '-138,903'],
  [999_999.4, '+999,999'],
  [999_999.5, '+1000 s'],
  [-86_399_000, '-86399 s'],
])('%d ms since another frame is %s, which its column holds with the sign', (ms, text) => {
  expect(deltaText(ms)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(8);
});

test('what rounds to nothing is not negative', () => {
  expect([msText(-0.04), msText(-0.05), shortMsText(-0.01), grouped(-0.4), grouped(-0.6), deltaTitle(-0.02)]).toEqual([
    '0.0',
    '-0.1',
    '0.0',
    '0',
    '-1',
    '+0.0 ms',
  ]);
});

test('the tooltip leaves nothing out', () => {
  expect(deltaTitle(1_234_567.84)).toBe('+1,234,567.8 ms');
  expect(deltaTitle(-0.5)).toBe('-0.5 ms');
});

test('numbers are written as the platform writes them', () => {
  const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const edges = [
    0,
    0.05,
    0.15,
    0.25,
    0.35,
    1e-7,
    4.349999999999999,
    0.5,
    1.5,
    2.5,
    99.95,
    999,
    999.5,
    999.95,
    1000,
    1234.25,
    99_999.949,
    999_999,
    1e6,
    1e15 + 0.5,
    9e20,
  ];
  let seed = 1;
  const some = Array.from({ length: 2000 }, (_, at) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed / 2_147_483_647) * 10 ** (at % 13);
  });
  for (const value of [...edges, ...some]) {
    expect(grouped(value)).toBe(whole.format(value));
    expect(bytesText(Math.round(value))).toBe(`${whole.format(Math.round(value))} B`);
    expect(msText(value)).toBe(tenth.format(value));
    if (value >= 1) expect([grouped(-value), msText(-value)]).toEqual([whole.format(-value), tenth.format(-value)]);
  }
});

test('what is no number of ours keeps its sign', () => {
  expect([Number.NaN, Number.NEGATIVE_INFINITY, -1e21].map(grouped)).toEqual(['NaN', '-Infinity', '-1e+21']);
  expect([-0, -0.04].map(msText)).toEqual(['0.0', '0.0']);
});
