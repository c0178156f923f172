import { describe, expect, it } from 'vitest';
import { speechUnits } from './sentences.ts';
import { textBuffer } from './text-buffer.ts';

describe('units for the voice', () => {
  it.each([
    ['One. Two! Three?', ['One. ', 'Two! ', 'Three?']],
    ['Pi is 3.14 or so. Yes.', ['Pi is 3.14 or so. ', 'Yes.']],
    ['Mr. Fish met J. Smith. They spoke.', ['Mr. Fish met J. Smith. ', 'They spoke.']],
    ['\u4f60\u597d\u3002\u4e16\u754c\uff01', ['\u4f60\u597d\u3002', '\u4e16\u754c\uff01']],
    ['a\n\nb', ['a\n\n', 'b']],
    ['  \n ', []],
    ['', []],
  ])('%j', (text, units) => {
    expect(speechUnits(text)).toEqual(units);
  });

  it('cuts long sentences at clauses and spaces and loses nothing', () => {
    const text = `${'word '.repeat(30)}, then ${'more '.repeat(60)}${'x'.repeat(500)}\u{1f600}`;
    const units = speechUnits(text);
    expect(units.join('')).toBe(text);
    expect(Math.max(...units.map((unit) => unit.length))).toBeLessThanOrEqual(120);
  });

  it('takes a megabyte without a full stop', () => {
    expect(speechUnits('abcdefgh '.repeat(120_000)).length).toBeGreaterThan(6000);
  });
});

/** `text` events in, what went to synthesis at each. */
const table: [string, number, number, string[], string[][], string][] = [
  ['waits below the smallest size', 300, 50, ['Hi there. ', 'Short. '], [[], []], 'Hi there. Short. '],
  [
    'cuts at the first sentence end after it',
    300,
    20,
    ['A first sentence. ', 'And one more. Rest'],
    [[], ['A first sentence. And one more. ']],
    'Rest',
  ],
  ['any sentence end with 0', 300, 0, ['Yes. No. ', 'C'], [['Yes. ', 'No. '], []], 'C'],
  ['at a space when the chunk is full', 20, 0, ['one two three four five'], [['one two three four ']], 'five'],
  ['a full stop inside a number is none', 300, 1, ['It is 3.', '14 now'], [[], []], 'It is 3.14 now'],
];

describe('the text buffer', () => {
  it.each(table)('%s', (_, chunk, min, events, ready, rest) => {
    const buffer = textBuffer(chunk, min);
    expect(events.map((text) => buffer.add(text))).toEqual(ready);
    expect(buffer.size()).toBe(rest.length);
    expect(buffer.take()).toBe(rest);
    expect(buffer.size()).toBe(0);
  });

  it('cuts in the same places for tokens as for the whole', () => {
    const text =
      'The first sentence is about this long, or so. The second one is not. And a third, which goes on and on! End.';
    const cuts = (events: string[]) => {
      const buffer = textBuffer(100, 20);
      return [...events.flatMap((event) => buffer.add(event)), buffer.take()].map((part) => part.trim());
    };
    expect(cuts(text.split(/(?= )/))).toEqual(cuts([text]));
  });
});
