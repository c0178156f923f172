import { describe, expect, test } from 'vitest';
import { mistakes, openStep, outlineOf, stepUnder } from './outline.ts';

const text = `[ // a session
  {"event": "start"},
  {"$wait": 200},
  {"$until": {"event": "finish", "within": "10s"}},
  {"$until": {"audioIdle": "250ms"}},
  "junk"
]`;

describe('the outline of a text', () => {
  test('names steps and says what directives do', () => {
    const { steps, problems } = outlineOf(text);
    expect(steps.map(({ name, says, step }) => [step.line, name, says])).toEqual([
      [2, 'start', ''],
      [3, '$wait', 'will wait 200 ms'],
      [4, '$until', 'will wait for finish, at most 10 s'],
      [5, '$until', 'will wait for 250 ms without audio, at most 10 s'],
      [6, 'not a step', 'cannot be read: an event or a directive is expected, this is a string'],
    ]);
    expect(problems.map((p) => p.at?.line)).toEqual([6]);
  });

  test('lists the steps inside others behind them, with what is around', () => {
    const tree = `{"upstream": "sandbox-fish", "steps": [
      {"event": "start"},
      {"$repeat": {"times": 3, "steps": [{"$tokens": "a b", "perSecond": 0}, {"$ping": "ab"}]}},
      {"$parallel": [
        {"name": "one", "steps": [{"$raw": {"opcode": "binary", "hex": "81 a5"}}, {"$close": {"code": 4000, "reason": "so"}}]},
        {"name": "two", "steps": [{"$until": {"close": true}}]}
      ]},
      {"$parallel": {"sockets": 2, "steps": [{"event": "stop"}]}},
      {"$expect": {"noErrors": true, "turns": 1}}
    ]}`;
    const { steps, problems } = outlineOf(tree);
    expect(problems).toEqual([]);
    expect(steps.map(({ depth, name, says, branch }) => [depth, name, says, branch])).toEqual([
      [0, 'start', '', null],
      [0, '$repeat', '3 times', null],
      [1, '$tokens', 'will send its text in pieces like openai, as fast as they go', null],
      [1, '$ping', 'will ping with 2 bytes', null],
      [0, '$parallel', '2 sockets at the same time', null],
      [1, '$raw', 'will send 2 bytes as they stand, as binary', 'one'],
      [1, '$close', 'will close with 4000, "so"', null],
      [1, '$until', 'will wait for the end of the connection, at most 10 s', 'two'],
      [0, '$parallel', '2 sockets at the same time', null],
      [1, 'stop', '', null],
      [0, '$expect', 'will check the findings, the turns', null],
    ]);
    expect(steps.map(({ step }) => step.index)).toEqual(steps.map((_, index) => index));
    expect(stepUnder(outlineOf(tree), tree.indexOf('"ab"'))?.name).toBe('$ping');
  });

  test('variables of the environment count', () => {
    expect(outlineOf('[{"event":"{{what}}"}]').problems).toHaveLength(1);
    expect(outlineOf('[{"event":"{{what}}"}]', { what: 'stop' }).steps[0]?.name).toBe('stop');
    expect(outlineOf('[{"event":"{{what}}"}]', { what: 'flush' }).steps[0]?.name).toBe('flush');
  });

  test('a caret belongs to the step around it or before it', () => {
    const under = (needle: string) => stepUnder(outlineOf(text), text.indexOf(needle))?.source;
    expect(under('// a session')).toBe('{"event": "start"}');
    expect(under('"start"')).toBe('{"event": "start"}');
    expect(under('\n  {"$wait')).toBe('{"event": "start"}');
    expect(under('"$wait"')).toBe('{"$wait": 200}');
    expect(stepUnder(outlineOf('[]'), 0)).toBeNull();
  });
});

describe('mistakes', () => {
  test.each([
    ['none', '[{"event":"stop"}]', 0],
    ['one, of which five errors follow', '[\n  {"event": "start", \n  oops\n]\n', 1],
    ['one in each of two steps', '[\n {"event":"start", "a" 1},\n {"event":"text" "text":"x"},\n]', 2],
    ['a note is none', '[{"event":"text","n":9007199254740993}]', 0],
    ['no steps', '', 1],
  ])('%s', (_, written, count) => expect(mistakes(outlineOf(written))).toHaveLength(count));

  test('a missing brace is found on a later line: the step that is still open is named', () => {
    const open = (written: string) => {
      const outline = outlineOf(written);
      const first = outline.problems[0];
      return first === undefined ? null : (openStep(outline, first)?.step.line ?? null);
    };
    expect(open('[\n {"event":"start"},\n {"event":"text",\n "text":"a"\n ,{"event":"stop"}\n]')).toBe(3);
    expect(open('[\n {"event":"text" "text":"a"}\n]')).toBeNull();
    expect(open('[\n {"event":"stop"}\n')).toBeNull();
  });
});
