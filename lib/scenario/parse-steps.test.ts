import { describe, expect, test } from 'vitest';
import { problemLine } from '../problem/problem.ts';
import { durationMs } from './duration.ts';
import { parseScenario } from './parse-scenario.ts';
import { stepAmong } from './parse-steps.ts';
import { stepName } from './step.ts';

const stepAt = (text: string, offset: number) => stepAmong(parseScenario(text).all, offset);
const drawn = (text: string) => parseScenario(text).steps.map((s) => `${s.line}:${s.column} ${stepName(s)}`);
const told = (text: string) => parseScenario(text).problems.map(problemLine);

test('events, waits and untils in one array with comments', () => {
  const text = `[ // a session
  {"event": "start", "request": {"text": ""}},
  {"event": "text", "text": "Hello"}, {"$wait": "200ms"},
  /* the end */ {"$until": {"event": "finish", "within": "10s"}},
  {"$until": {"audioIdle": 250}},
]`;
  expect(told(text)).toEqual([]);
  expect(drawn(text)).toEqual([
    '2:3 start',
    '3:3 text',
    '3:39 wait 200 ms',
    '4:17 until finish',
    '5:3 until audio is quiet for 250 ms',
  ]);
  const { steps } = parseScenario(text);
  expect(steps[3]).toMatchObject({ kind: 'until', withinMs: 10_000 });
  expect(steps[4]).toMatchObject({ kind: 'idle', audioIdleMs: 250, withinMs: 10_000 });
  expect(text.slice(steps[1]?.offset, steps[1]?.end)).toBe('{"event": "text", "text": "Hello"}');
});

test.each([
  ['', 'bad_step at line 1, column 1: the text holds no steps; write an array: [ ... ]'],
  ['{"event": "stop"}', 'bad_step at line 1, column 1: an array of steps is expected, this is one step'],
  ['[\n  {"event": "stop"}\n  {"event": "x"}]', 'bad_jsonc at line 3, column 3: a comma is expected here'],
  ['[{"event": stop}]', 'bad_jsonc at line 1, column 12: this word is no JSON value; text stands in double quotes'],
  ['[\r\n 7]', 'bad_step at line 2, column 2: an event or a directive is expected, this is a number'],
  ['[{"$wait": "soon"}]', 'bad_step at line 1, column 12: a time is expected, like "200ms" or "1.5s"'],
  ['[{"$wait": -1}]', 'bad_step at line 1, column 12: a time is expected, like "200ms" or "1.5s"'],
  [
    '[{"$sleep": 1}]',
    'bad_step at line 1, column 3: "$sleep" is not a directive; there are "$wait", "$at", "$until", "$tokens",',
  ],
  ['[{"$wait": 1, "x": 2}]', 'bad_step at line 1, column 15: "$wait" stands alone; "x" does not belong here'],
  ['[{"$until": {}}]', 'bad_step at line 1, column 13: "event", "audioIdle" or "close" is expected, one of them'],
  ['[{"$until": {"event": "a", "wthin": 1}}]', 'bad_step at line 1, column 28: "wthin" is not known here'],
  ['[{"event": "a", "event": "b"}]', 'W_DUP_KEY at line 1, column 17: "event" stands here twice; the last one is sent'],
  ['[{"event": "a", "n": 9007199254740993}]', 'W_INT_UNSAFE at line 1, column 22: 9007199254740993 would be sent as'],
])('%j: one clear problem with its place', (text, line) => {
  const lines = told(text);
  expect(lines[0]?.startsWith(line), lines.join('\n')).toBe(true);
});

test('a broken step leaves the others readable', () => {
  const { steps, problems } = parseScenario('[{"event":"a"}, {"event":}, {"event":"c"}]');
  expect(steps.map((s) => s.kind)).toEqual(['event', 'bad', 'event']);
  expect(problems.length).toBeGreaterThan(0);
});

test('text nested beyond the stack is a problem, not a crash', () => {
  expect(told('['.repeat(200_000))[0]).toContain('bad_jsonc');
});

test('the step around an offset; else the one before; else the first', () => {
  const text = '[ {"event":"a"}, {"event":"b"} ]';
  const at = (needle: string, more = 0) => stepAt(text, text.indexOf(needle) + more)?.index;
  expect([stepAt(text, 0)?.index, at('"a"'), at(', {'), at('"b"'), stepAt(text, text.length)?.index]).toEqual([
    0, 0, 0, 1, 1,
  ]);
  const lines = '[\n  {"event":"a"},\n  {"event":"b"}, // said\n]';
  const on = (needle: string, more = 0) => stepAt(lines, lines.indexOf(needle) + more)?.index;
  expect([on('  {'), on('"a"'), on('  {"event":"b'), on('  {"event":"b', 1), on('said'), on('\n]', 1)]).toEqual([
    0, 0, 1, 1, 1, 1,
  ]);
  expect(stepAt('', 0)).toBeNull();
});

test('the blanks in front of a step belong to it, when it begins its line', () => {
  const text = '[\n  {"event":"a"}, // first\n  {"event":"b"}, {"event":"c"}\n]';
  const line = text.indexOf('\n  {"event":"b"') + 1;
  const at = (offset: number) => stepAt(text, offset)?.index;
  expect([at(2), at(line - 1), at(line), at(line + 1), at(text.indexOf(', {"event":"c"') + 1)]).toEqual([
    0, 0, 1, 1, 1,
  ]);
});

describe('durations', () => {
  test.each([
    ['200ms', 200],
    ['1.5 s', 1500],
    ['2min', 120_000],
    ['7', 7],
    [0, 0],
    [12.5, 12.5],
    ['-1s', null],
    ['1h', null],
    ['', null],
    [null, null],
    [Number.NaN, null],
    ['999999999s', null],
  ])('%j is %j', (value, ms) => expect(durationMs(value)).toBe(ms));
});
