import { expect, test } from 'vitest';
import { pageAddress } from './page-address.ts';

test.each([
  '/',
  '/rules',
  '/rules/A33',
  '/rules/B01?x=1',
  '/rules/C01',
  '/rules/D11',
  '/rules/A33/',
  '/reference',
  '/reference/fish',
  '/reference/fishspeech?x=1',
  '/_next/static/rules/Z99',
])('%s is its own page', (url) => expect(pageAddress(url)).toBe(url));

test.each([
  '/rules/Z99',
  '/rules/a33',
  '/rules/Z99?x=1',
  '/rules/%00',
  '/rules/__proto__',
  '/reference/none',
  '/reference/Fish',
])('%s has none', (url) => {
  expect(pageAddress(url)).toBe('/rules/-/-');
});
