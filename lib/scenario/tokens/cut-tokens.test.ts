import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutTokens, tokensLikes } from './cut-tokens.ts';

const samples = [
  '',
  ' ',
  '\n\n',
  '  two  spaces \t\tand tabs ',
  'One. Two! "Three?" (Dr. Four) 3.14\nFive',
  'a\r\nb\rc\nd',
  '你好,世界。今天天气很好!',
  'e\u0301tude \u{1f469}\u200d\u{1f680} \ud800 lone',
  "don't I'll 12345 $9.99",
];

describe.each(tokensLikes)('like %s', (like) => {
  test.each(samples)('%j: together the pieces are the text', (text) => {
    const pieces = cutTokens(text, like);
    expect(pieces.join('')).toBe(text);
    expect(pieces).not.toContain('');
  });
  test('so for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const pieces = cutTokens(text, like);
        expect(pieces.join('')).toBe(text);
        expect(pieces).not.toContain('');
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  // As recorded from the real client (npm-fish-audio-0.1.0-tokens).
  ['openai', 'Hello from the LLM. Second sentence follows.', 'Hel|lo| from| the| LLM|.| Second| sent|ence| fo|llows|.'],
  ['openai', "I'll  say 12345,\n\nthen", "I|'ll| | say| 123|45|,|\n\n|then"],
  ['words', ' The first  move.\nEnd', ' The |first  |move.\n|End'],
  ['lines', 'one\r\ntwo\n\nthree', 'one\r\n|two\n|\n|three'],
  ['sentences', 'Dr. Who? Yes. No', 'Dr. Who? |Yes. |No'],
] as const)('like %s: %j', (like, text, drawn) => {
  expect(cutTokens(text, like).join('|')).toBe(drawn);
});

test('long words come in parts, none of them one letter at the end', () => {
  const pieces = cutTokens(' internationalisation', 'openai');
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces[0]?.[0]).toBe(' ');
  expect(pieces.at(-1)?.length).toBeGreaterThan(1);
});

test.each(['a', '.', ' ', '\n', '\u0301'])('megabytes of %j are cut in time', (sign) => {
  const text = sign.repeat(2_000_000);
  for (const like of tokensLikes) expect(cutTokens(text, like).join('').length).toBe(text.length);
});
