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
  '/_next/static/rules/Z99',
])('%s is its own page', (url) => expect(pageAddress(url)).toBe(url));

test.each(['/rules/Z99', '/rules/a33', '/rules/Z99?x=1', '/rules/%00', '/rules/__proto__'])('%s has none', (url) => {
  expect(pageAddress(url)).toBe('/rules/-/-');
});
