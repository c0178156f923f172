import { expect, test } from 'vitest';
import { type Known, offersAt, wordAt } from './text-offers.ts';

const known: Known = {
  environment: new Map<string, unknown>([['voice', 'anna']]),
  files: ['a "b".wav'],
  upstreams: ['fish', 'sandbox-fish'],
};
/** The caret stands at `|`. */
const at = (drawn: string) => [drawn.replace('|', ''), drawn.indexOf('|')] as const;
const offered = (drawn: string) => {
  const [text, offset] = at(drawn);
  return offersAt(text, offset, known).map(({ label, insert, start, end }) => [
    label,
    text.slice(0, start) + insert + text.slice(end),
  ]);
};

test.each([
  [
    'a variable of the environment',
    '[{"event":"text","text":"{{|"}]',
    [['voice', '[{"event":"text","text":"{{voice}}"}]']],
  ],
  [
    'one half written, between other words',
    '[{"text":"Hi {{ vo|}} there"}]',
    [['voice', '[{"text":"Hi {{voice}} there"}]']],
  ],
  [
    'variables of the document, and counters',
    '{"variables":{"speed":1.5},"steps":[{"$repeat":{"times":2,"as":"n","steps":[{"text":"{{|"}]}}]}',
    [
      [
        'voice',
        '{"variables":{"speed":1.5},"steps":[{"$repeat":{"times":2,"as":"n","steps":[{"text":"{{voice}}"}]}}]}',
      ],
      [
        'speed',
        '{"variables":{"speed":1.5},"steps":[{"$repeat":{"times":2,"as":"n","steps":[{"text":"{{speed}}"}]}}]}',
      ],
      ['n', '{"variables":{"speed":1.5},"steps":[{"$repeat":{"times":2,"as":"n","steps":[{"text":"{{n}}"}]}}]}'],
    ],
  ],
  ['files', '[{"audio":{"$file":"|"}}]', [['a "b".wav', '[{"audio":{"$file":"a \\"b\\".wav"}}]']]],
  [
    'upstreams',
    '{"upstream":"sand|","steps":[]}',
    [
      ['fish', '{"upstream":"fish","steps":[]}'],
      ['sandbox-fish', '{"upstream":"sandbox-fish","steps":[]}'],
    ],
  ],
  ['nothing in plain text', '[{"text":"Hello|"}]', []],
  ['nothing behind a reference', '[{"text":"{{voice}} |"}]', []],
  ['nothing outside of quotes', '[{"text":|"{{"}]', []],
  ['nothing in a comment', '[ // {{|\n]', []],
])('offers %s', (_, drawn, expected) => expect(offered(drawn)).toEqual(expected));

test('a variable tells its value', () => {
  const told = (drawn: string) => wordAt(...at(drawn), known)?.says ?? null;
  expect(told('[{"text":"Hi {{vo|ice}}"}]')).toBe('voice is "anna"');
  expect(told('[{"text":"{{no|body}}"}]')).toBe('No variable is called nobody.');
  expect(told('[{"text":"H|i {{voice}}"}]')).toBeNull();
});

test('the environment comes before the document', () => {
  const told = wordAt(...at('{"variables":{"voice":"bob"},"steps":[{"text":"{{vo|ice}}"}]}'), known);
  expect(told?.says).toBe('voice is "anna"');
});

test('half a document offers what it knows', () => {
  expect(offered('{"variables":{"a":1, "b": },"steps":[{"text":"{{|').map(([label]) => label)).toEqual(['voice', 'a']);
});
