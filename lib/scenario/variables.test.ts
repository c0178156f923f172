import { expect, test } from 'vitest';
import { fillText, holdsSecret, readVariables, referencesIn } from './variables.ts';

test.each([
  ['apiKey', true],
  ['API_KEY', true],
  ['fish-token', true],
  ['authorization', true],
  ['key', true],
  ['monkey', false],
  ['keyboard', false],
  ['tokens', false],
  ['voice', false],
])('%s: a secret by its name is %j', (name, secret) => {
  expect(holdsSecret(name, 'text')).toBe(secret);
  expect(holdsSecret(name, { $text: 'text' })).toBe(secret);
  // What is no text is none: the notation for the key above all.
  expect([holdsSecret(name, ''), holdsSecret(name, 3), holdsSecret(name, { $key: true })]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a file of variables is one object, with names that can be written, and without secrets', () => {
  const values = { voice: 'a', speed: 1.5, list: [1, { b: null }] };
  expect(readVariables(values)).toEqual({ variables: values });
  const says = (value: unknown) => (readVariables(value) as { says?: string }).says ?? '';
  expect(
    [says([]), says(null), says('a')].every((each) => each.startsWith('A variables file is one JSON object')),
  ).toBe(true);
  expect(says({ 'a b': 1 })).toContain('"a b" is no name');
  expect(says({ fishToken: 'abc' })).toContain('"fishToken" looks like a secret');
  expect(says({ fishToken: 'abc' })).not.toContain('abc');
});

test('references', () => {
  expect(referencesIn('{{a}} {{ b-1 }} {{}} {{c d}}')).toEqual(['a', 'b-1']);
  expect(fillText('{{a}}{{a}}', { a: 1 })).toEqual({ ok: true, value: '11' });
  expect(fillText('{ {a}} }}', {})).toEqual({ ok: true, value: '{ {a}} }}' });
  expect(fillText('{{}}', {})).toMatchObject({ ok: false });
  expect(fillText('{{{a}}}', { a: 1 })).toEqual({ ok: true, value: '{1}' });
});
