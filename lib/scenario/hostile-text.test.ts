/** Texts that nobody writes by hand: whatever they are, they are read to an end, and every mistake has its place. */
import { expect, test } from 'vitest';
import { problemLine } from '../problem/problem.ts';
import { durationMs } from './duration.ts';
import { parseScenario } from './parse-scenario.ts';
import { fillText, referencesIn } from './variables.ts';

const says = (text: string) => parseScenario(text).problems.map(problemLine);
const deep = (depth: number, open: string, inside: string, close: string) =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`;

test('a number beyond all numbers is a note at its place', () => {
  expect(says(`[\n  {"event": "x", "n": ${'9'.repeat(400)}}]`)).toEqual([
    `W_INT_UNSAFE at line 2, column 23: ${'9'.repeat(400)} would be sent as Infinity`,
  ]);
  expect(says('[{"event": "x", "n": 12345678901234567890}]')).toEqual([
    'W_INT_UNSAFE at line 1, column 22: 12345678901234567890 would be sent as 12345678901234567168',
  ]);
});

test.each([
  ['lists', deep(6, '[', '1', ']'), deep(3000, '[', '', ']')],
  ['objects', deep(6, '{"a":', '1', '}'), deep(3000, '{"a":', '1', '}')],
])('%s inside each other thousands of times are too deep', (_, fine, odd) => {
  for (const [value, problems] of [
    [fine, 0],
    [odd, 1],
  ] as const) {
    const texts = [
      `[{"event": "x", "n": ${value}}]`,
      `{"variables": {"a": ${value}}, "steps": [{"event": "x", "n": "{{a}}"}]}`,
      `[{"$expect": {"event": "x", "where": {"a": {"equals": ${value}}}}}]`,
      `[{"$repeat": {"times": 2, "steps": [{"event": "x", "n": ${value}}]}}]`,
    ];
    for (const text of texts) expect(says(text).length).toBe(problems);
  }
  for (const depth of [1000, 2000, 4000, 8000, 50_000])
    expect(says(`[{"event": "x", "n": ${deep(depth, '[', '', ']')}}]`)[0]).toMatch(
      /^bad_jsonc at line 1, column \d+: the text is nested too deeply$/,
    );
});

test('braces and blanks without an end do not cost their square', () => {
  const blanks = `x{{${' \n'.repeat(100_000)}`;
  expect(fillText(blanks, {})).toMatchObject({ ok: false });
  expect(fillText(`{{ a ${' '.repeat(100_000)}}}`, { a: 1 })).toEqual({ ok: true, value: 1 });
  expect(fillText(`-{{ a ${' '.repeat(100_000)}}}`, { a: 1 })).toEqual({ ok: true, value: '-1' });
  expect(referencesIn(`${blanks}{{a}}`)).toEqual(['a']);
});

test('a large variable used often is told of, not filled in', () => {
  const list = `[${'1,'.repeat(3000)}1]`;
  const steps = '{"event": "x", "a": "{{a}}"},'.repeat(3000);
  const problems = says(`{"variables": {"a": ${list}}, "steps": [${steps}]}`);
  expect(problems.length).toBeGreaterThan(2000);
  expect(problems[0]).toMatch(/bad_value at line 1, column \d+: the variables of this text come to too much/);
  const long = `{"variables": {"a": "${'x'.repeat(1_000_000)}"}, "steps": [`;
  expect(says(`${long}${'{"event": "x", "a": "-{{a}}"},'.repeat(60)}]}`).length).toBeGreaterThan(10);
  // As a whole it is not copied: a voice in base64 may stand in as many steps as there are.
  expect(says(`${long}${'{"event": "x", "a": "{{a}}"},'.repeat(60)}]}`)).toEqual([]);
  // Each round is read by itself.
  const rounds = parseScenario(
    `{"variables": {"a": ${list}}, "steps": [{"$repeat": {"times": 500, "as": "n", "steps": [{"event": "x", "a": "{{a}}"}]}}]}`,
  );
  const [repeat] = rounds.steps;
  if (repeat?.kind !== 'repeat') throw new Error('no repeat');
  for (let n = 1; n <= 200; n++) expect(repeat.round?.(n)[0]?.kind).toBe('event');
});

test('thousands of mistakes have a place each', () => {
  const text = `[${'{"event": "x" 1},\n'.repeat(4000)}]`;
  const { problems, all } = parseScenario(text);
  expect([problems.length, all.length]).toEqual([4000, 4000]);
  expect(problems.map(({ at }) => at?.line)).toEqual(Array.from({ length: 4000 }, (_, i) => i + 1));
});

test('a time with blanks without an end is none', () => {
  expect(durationMs(`1${' '.repeat(500_000)}x`)).toBeNull();
  expect(durationMs(`${' '.repeat(500_000)}1 s${' '.repeat(500_000)}`)).toBe(1000);
});
