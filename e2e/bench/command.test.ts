/** What is asked of the bench, and what it leaves in the README. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allRows } from './all-rows.ts';
import { askedOf } from './asked.ts';
import { begin, end, readmeTable, shownRows, withTable } from './readme-table.ts';
import type { Report } from './report.ts';
import type { Outcome, Row } from './row.ts';
import { figureWords, tallyOf } from './table.ts';

const row = (id: string, quick = false): Row => ({
  id,
  what: `what ${id} is`,
  baseline: 'the usual way',
  unit: 'x',
  most: 2,
  quick,
  run: () => ({ samples: [1], aside: 'a | b' }),
});
const all = [row('walk-one', true), row('walk-two'), row('tap-one', true)];
const taken = (...args: string[]) => {
  const asked = askedOf(args, all);
  return asked.do === 'measure'
    ? { ...asked, rows: asked.rows.map(({ id }) => id), leftOut: asked.leftOut.length }
    : asked;
};

test('all rows, those with a word, the quick ones, and those with a word quickly', () => {
  expect(taken()).toMatchObject({ rows: ['walk-one', 'walk-two', 'tap-one'], leftOut: 0, quick: false, json: null });
  expect(taken('--only', 'two,tap')).toMatchObject({ rows: ['walk-two', 'tap-one'], leftOut: 1 });
  expect(taken('--quick')).toMatchObject({ rows: ['walk-one', 'tap-one'], leftOut: 1, quick: true });
  expect(taken('--quick', '--only', 'two')).toMatchObject({ rows: ['walk-two'], quick: true });
  expect(taken('--json', 'here.json')).toMatchObject({ json: 'here.json' });
});

test('what cannot be done is said, and the rest measures nothing', () => {
  expect(taken('--only', 'nothing')).toMatchObject({ do: 'refuse', says: expect.stringContaining('nothing') });
  expect(taken('--fast')).toMatchObject({ do: 'refuse', says: expect.stringContaining("'--fast'") });
  for (const what of ['help', 'list', 'readme']) expect(taken(`--${what}`)).toEqual({ do: what });
});

const outcome = ({ id, what, baseline, unit, most }: Row): Outcome => ({
  ...{ id, what, baseline, unit, most, median: 1.5, low: 1, high: 2, samples: [1, 1.5, 2] },
  verdict: 'reached',
  aside: 'one | two\nthree',
});
const report = (rows: readonly Row[]): Report => ({
  machine: { node: 'v0', cores: 2, processor: 'some' },
  effort: { rounds: 5, roundMs: 250 },
  quick: false,
  seconds: 600,
  outcomes: rows.map(outcome),
  broken: [{ id: 'walk-two', why: 'it broke' }],
  leftOut: ['tap-one'],
});

test('a row that broke and rows that were left out are told', () => {
  expect(tallyOf(report(all))).toEqual([
    '3 reached, 0 within 25 %, 0 missed, 1 broken',
    'broken: walk-two: it broke',
    'left out: tap-one',
  ]);
});

test('the table of the README: the machine and every row, once, between its marks', () => {
  const readme = `# Title\n${begin}\nold\n${end}\nrest\n`;
  const first = withTable(readme, report(all));
  expect(shownRows(first)).toEqual(['walk-one', 'walk-two', 'tap-one']);
  expect(first).toContain(
    'Node v0, 2 cores, some; medians of 5 rounds, 10 minutes.\n`walk-two` could not be measured.',
  );
  expect(first).toContain('1.50x | <= 2.00x | reached | one \\| two three |');
  expect(first).not.toContain('old');
  expect(first.startsWith('# Title\n') && first.endsWith(`${end}\nrest\n`)).toBe(true);
  expect(withTable(first, report(all))).toBe(first);
  expect(() => withTable('# Title\n', report(all))).toThrow('no place');
  expect(readmeTable(report([]))).toContain('| row | what |');
});

test('rows have names of their own; those that the README shows are there', () => {
  const ids = allRows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const shown = shownRows(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));
  expect(shown).not.toBe(null);
  expect(shown?.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(shown).size).toBe(shown?.length);
});

test('bytes by thousands, and of what a figure is made of what is read at a glance', () => {
  const words = [0, 999, 1000, 187_508, 200_000, 67_108_864, 1_021_239, 3e12].map(figureWords.B);
  expect(words).toEqual(['0 B', '999 B', '1 kB', '187.5 kB', '200 kB', '67.11 MB', '1.021 MB', '3000 GB']);
  const made = (aside: string) => {
    const [one] = report(all).outcomes;
    if (one === undefined) throw new Error('there is none');
    return readmeTable({ ...report([]), outcomes: [{ ...one, aside }] })
      .split('\n')
      .at(-1);
  };
  expect(made('a; b')).toMatch(/\| a; b \|$/);
  expect(made(`a; ${'x'.repeat(100)}; b`)).toMatch(/\| a; b \|$/);
  expect(made('10 '.repeat(50))).toMatch(/\| (?:10 ){30}\.\.\. \|$/);
});
