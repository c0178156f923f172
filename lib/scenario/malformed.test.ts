import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemLine } from '../problem/problem.ts';
import { parseScenario } from './parse-scenario.ts';

const folder = new URL('./samples/malformed/', import.meta.url);
const names = readdirSync(folder).sort();

/** Each file's one problem: code, line, column, what was expected. */
const expected = JSON.parse(readFileSync(new URL('./samples/malformed.json', import.meta.url), 'utf8'));

test('the files are here', () => {
  expect(names.length).toBeGreaterThanOrEqual(20);
  expect(names).toEqual(Object.keys(expected));
});

describe.each(names)('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  test('has one problem, with its place', () => {
    expect(parseScenario(text).problems.map(problemLine)).toEqual([expected[name]]);
  });
});
