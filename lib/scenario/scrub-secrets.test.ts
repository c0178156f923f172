import { expect, test } from 'vitest';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/registry.ts';
import { keyCandidates, scrubSecrets } from './scrub-secrets.ts';

const fishspeech = dialectOf('fishspeech') as Dialect;
const fish = dialectOf('fish') as Dialect;
const key = 'fk_0123456789abcdef';
const isKey = (literal: string) => literal === key;

test('a literal at a secret position goes, whatever it is; comments stay', () => {
  const text = '[\n  // first\n  {"event": "start", "token": "something", "request": {}}, // token\n]';
  const { text: clean, replaced } = scrubSecrets(text, fishspeech, () => false);
  expect(clean).toBe(text.replace('"something"', '{"$key": true}'));
  expect(replaced).toEqual([{ line: 3, column: 31, why: 'position', field: 'token' }]);
  expect(scrubSecrets(clean, fishspeech, () => false)).toEqual({ text: clean, replaced: [] });
});

test('the typed key goes wherever it stands: value, property name, comment, broken text', () => {
  const text = `[ {"event": "text", "text": "${key}", "${key}": 1}, // my key: ${key}\n {"a": "${key}" ${key} `;
  const { text: clean, replaced } = scrubSecrets(text, fish, isKey);
  expect(clean).not.toContain(key);
  expect(clean).toBe(
    '[ {"event": "text", "text": {"$key": true}, "$key": 1}, // my key: $key\n {"a": {"$key": true} "$key" ',
  );
  expect(replaced.map((r) => `${r.line} ${r.why} ${r.field}`).slice(0, 3)).toEqual([
    '1 equal text',
    '1 equal $key',
    '1 equal comment',
  ]);
  // The report of what was replaced names no secret either.
  expect(JSON.stringify(replaced)).not.toContain(key);
});

test('a text that only holds the key inside it is left alone, and an empty token too', () => {
  const text = `[{"event":"start","token":""},{"event":"text","text":"say ${key}"}]`;
  expect(scrubSecrets(text, fishspeech, isKey)).toEqual({ text, replaced: [] });
});

test('the texts that could be the key', () => {
  expect([...keyCandidates('[{"a": "b c"}] // d e')]).toEqual(['a', 'b c', '//', 'd', 'e']);
});
