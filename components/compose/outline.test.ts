import { describe, expect, test } from 'vitest';
import { outlineOf, stepUnder } from './outline.ts';

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
      [3, '$wait', 'waits 200 ms'],
      [4, '$until', 'waits for finish, at most 10 s'],
      [5, '$until', 'waits for 250 ms without audio, at most 10 s'],
      [6, 'not a step', ''],
    ]);
    expect(problems.map((p) => p.at?.line)).toEqual([6]);
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
