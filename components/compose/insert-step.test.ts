import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { insertStep } from './insert-step.ts';

const places = (text: string) =>
  (parseTree(text, [], { allowTrailingComma: true })?.children ?? []).map(({ offset, length }) => ({
    offset,
    end: offset + length,
    name:
      /"(?:event": "(\w+)|(\$\w+))/
        .exec(text.slice(offset, offset + length))
        ?.slice(1)
        .join('') ?? '?',
  }));
/** `|` is the caret. */
const inserted = (drawn: string, step = '{"n":1}', name = '?') => {
  const caret = drawn.indexOf('|');
  const text = drawn.replace('|', '');
  const done = insertStep(text, places(text), caret, step, name);
  expect(done.text.startsWith(step, done.caret)).toBe(true);
  return done.text;
};

describe('a template goes in', () => {
  test.each([
    ['an empty text', '|', '[\n  {"n":1}\n]\n'],
    ['only a comment', '// hi|', '// hi\n[\n  {"n":1}\n]\n'],
    ['an empty array', '[|]', '[\n  {"n":1}\n]'],
    ['before the first step', '[|\n  {"a":1}\n]', '[\n  {"n":1},\n  {"a":1}\n]'],
    ['after the only step', '[\n  {"a":1}|\n]', '[\n  {"a":1},\n  {"n":1}\n]'],
    ['inside a step, before another', '[\n  {"a"|:1},\n  {"b":2}\n]', '[\n  {"a":1},\n  {"n":1},\n  {"b":2}\n]'],
    [
      'its comment stays on its line',
      '[\n  {"a":1}|, // one\n  {"b":2}\n]',
      '[\n  {"a":1}, // one\n  {"n":1},\n  {"b":2}\n]',
    ],
    ['the last one with a comment', '[\n  {"a":1}| // one\n]', '[\n  {"a":1}, // one\n  {"n":1}\n]'],
    ['a trailing comma', '[\n  {"a":1},|\n]', '[\n  {"a":1},\n  {"n":1},\n]'],
    ['all on one line', '[{"a":1}|,{"b":2}]', '[{"a":1},\n  {"n":1},{"b":2}]'],
    ['a comma behind a comment', '[{"a":1}| /* c */ ,\n{"b":2}]', '[{"a":1} /* c */ ,\n  {"n":1},\n{"b":2}]'],
  ])('%s', (_, drawn, expected) => {
    expect(inserted(drawn)).toBe(expected);
  });

  test('the caret far behind takes the last step', () => {
    expect(inserted('[\n  {"a":1},\n  {"b":2}\n]\n\n|')).toBe('[\n  {"a":1},\n  {"b":2},\n  {"n":1}\n]\n\n');
  });
});

/** Names of the steps after `name` went in with the caret in the first line, or inside the step `at`. */
function order(steps: readonly string[], name: string, at: number | null = null): string {
  const written = (one: string) => (one.startsWith('$') ? `{"${one}": 1}` : `{"event": "${one}"}`);
  const lines = steps.map((one, i) => (i === at ? `  ${written(one).replace(':', '|:')}` : `  ${written(one)}`));
  const text = inserted(`${at === null ? '|' : ''}// first\n[\n${lines.join(',\n')}\n]\n`, written(name), name);
  return places(text)
    .map((one) => one.name)
    .join(' ');
}

describe('nothing goes in front of the start', () => {
  const fish = ['start', 'text', 'text', 'flush', '$until', 'stop', '$until'];
  const speech = ['$until', 'start', '$until', 'text', 'stop'];
  test.each([
    [fish, 'text', 'start TEXT text text flush $until stop $until'],
    [fish, 'flush', 'start text text FLUSH flush $until stop $until'],
    [fish, 'stop', 'start text text flush $until STOP stop $until'],
    [fish, 'start', 'START start text text flush $until stop $until'],
    [speech, 'text', '$until start $until TEXT text stop'],
    [speech, 'stop', '$until start $until text STOP stop'],
    [['text', 'stop'], 'text', 'TEXT text stop'],
  ])('%j: %s', (steps, name, expected) => {
    expect(order(steps, name)).toBe(expected.toLowerCase());
  });

  test('also from a step before it; behind it the caret decides', () => {
    expect(order(speech, 'text', 0)).toBe('$until start $until text text stop');
    expect(order(fish, 'flush', 1)).toBe('start text flush text flush $until stop $until');
  });
});
