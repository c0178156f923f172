/** The table of threats: all of them, each with tests that are there, and the page that is written from it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { threats, threatsPage } from './threats.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
/** The first argument of each call that makes a test or names a group of them, and the names in front of a table's function. */
const titles = (file: string) =>
  read(file)
    .split('\n')
    .filter((line) => !/\b(?:skip|fixme|todo|only)\(/.test(line))
    .filter((line) =>
      /^\s*(?:(?:base|describe|it|test)\b.*\(|\S.*\]?\)+\(|\]\)\()\s*['"`]|^\s*['"`].*['"`],$/.test(line),
    );

test('T1 to T39 are there, in order, and each is shown by a test', () => {
  expect(Object.keys(threats)).toEqual(Array.from({ length: 39 }, (_, i) => `T${i + 1}`));
  expect(Object.entries(threats).filter(([, { proofs }]) => proofs.length === 0)).toEqual([]);
});

test('every test that is named is there', () => {
  const missing = Object.entries(threats).flatMap(([id, { proofs }]) =>
    proofs
      .filter(([file, title]) => !titles(file).some((line) => line.includes(title)))
      .map(([file, title]) => `${id}: ${file} has no "${title}"`),
  );
  expect(missing).toEqual([]);
});

test('the page says what the table says; written anew with `npm run test:unit -- e2e/threats.test.ts -u`', async () => {
  await expect(threatsPage()).toMatchFileSnapshot('./threats.md');
});
