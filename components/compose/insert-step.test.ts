import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { insertStep } from './insert-step.ts';

const places = (text: string) =>
  (parseTree(text, [], { allowTrailingComma: true })?.children ?? []).map(({ offset, length }) => ({
    offset,
    end: offset + length,
  }));
/** `|` is the caret. */
const inserted = (drawn: string, step = '{"n":1}') => {
  const caret = drawn.indexOf('|');
  const text = drawn.replace('|', '');
  const done = insertStep(text, places(text), caret, step);
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
