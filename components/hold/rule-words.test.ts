import { expect, test } from 'vitest';
import { readRules } from '@/lib/relay/tap/rule-check.ts';
import type { TapRule } from '@/lib/relay/tap/rules.ts';
import { freshDraft, ruleOf } from './rule-draft.ts';
import { ordinal, ruleFaultWords, ruleWords, waitedWords } from './rule-words.ts';

const rule: TapRule = { id: 'r', on: true, upstream: 'any', dir: 'received', act: 'hold' };

test('a rule is a sentence: what it does to which frames of whom, and where', () => {
  const said: [Partial<TapRule>, string][] = [
    [{ kind: 'audio' }, 'Holds each audio frame the server sends.'],
    [
      { act: 'drop', dir: 'sent', kind: 'text', nth: 3 },
      'Drops the 3rd text frame the client sends, once a connection.',
    ],
    [{ act: 'delay', dir: 'both', delayMs: 1500 }, 'Delays each frame either side sends by 1,500 ms.'],
    [
      { act: 'duplicate', field: { path: 'reason', is: 'stop' }, upstream: 'fish' },
      'Passes on twice each frame the server sends where reason is "stop", upstream fish.',
    ],
    [
      { field: { path: 'text', is: 'Hi', part: true }, name: 'held', overtake: true },
      'Holds each frame the server sends where text contains "Hi", taps named held only; frames behind it do not wait.',
    ],
    [{ act: 'replace', name: '' }, 'Replaces each frame the server sends, taps without a name only.'],
  ];
  for (const [part, words] of said) expect(ruleWords({ ...rule, ...part })).toBe(words);
});

test('what is wrong with a rule is told by the names of its form', () => {
  const said = (part: Partial<typeof freshDraft>) => {
    const read = readRules([ruleOf({ ...freshDraft, ...part }, 'r1', null)]);
    return 'code' in read ? ruleFaultWords(read) : null;
  };
  expect(said({})).toBeNull();
  expect(said({ nth: '0.5' })).toBe('"only number" must be a whole number from 1 to 1000000000.');
  expect(said({ act: 'delay', delayMs: '' })).toMatch(/^"by ms" must be a whole number/);
  expect(said({ act: 'replace' })).toBe('The frame that goes on instead is missing: what goes on instead.');
});

test('numbers in words', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 111, 1002].map(ordinal)).toEqual(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 111th 1,002nd'.split(' '),
  );
  expect([-5, 999, 59_999, 185_000].map(waitedWords)).toEqual(['0 s', '0 s', '59 s', '3 min 5 s']);
});
