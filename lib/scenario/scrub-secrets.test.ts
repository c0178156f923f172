import { expect, test } from 'vitest';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/registry.ts';
import { parseScenario } from './parse-scenario.ts';
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

test('in an object: steps inside steps, variables that reach a secret place, headers, frames in bytes', () => {
  const token = '{\\"event\\":\\"start\\",\\"token\\":\\"abcdefgh\\"}';
  const text = `{
  "request": { "token": "abcdefgh", "path": "/v1/tts/ws" },
  "variables": { "mine": "abcdefgh", "apiKey": "abcdefgh", "voice": "v" },
  "steps": [
    { "$repeat": { "times": 2, "steps": [
      { "$parallel": [{ "name": "a", "steps": [{ "event": "start", "token": "{{mine}}", "request": {} }] }] }
    ] } },
    { "event": "start", "token": { "$text": "abcdefgh" } },
    { "$raw": { "opcode": "text", "text": "${token}" } }
  ]
}`;
  const { text: clean, replaced } = scrubSecrets(text, fishspeech, () => false);
  expect(clean).not.toContain('abcdefgh');
  expect(clean.split('\n')).toEqual([
    '{',
    '  "request": { "token": {"$key": true}, "path": "/v1/tts/ws" },',
    '  "variables": { "mine": {"$key": true}, "apiKey": {"$key": true}, "voice": "v" },',
    '  "steps": [',
    '    { "$repeat": { "times": 2, "steps": [',
    '      { "$parallel": [{ "name": "a", "steps": [{ "event": "start", "token": {"$key": true}, "request": {} }] }] }',
    '    ] } },',
    '    { "event": "start", "token": {"$key": true} },',
    '    { "$raw": { "opcode": "text", "text": ["{\\"event\\":\\"start\\",\\"token\\":\\"", {"$key": true}, "\\"}"] } }',
    '  ]',
    '}',
  ]);
  expect(replaced.map(({ line, field }) => `${line} ${field}`)).toEqual([
    '2 request.token',
    '3 variables.mine',
    '3 variables.apiKey',
    '6 token',
    '8 token',
    '9 $raw.text',
  ]);
  expect(scrubSecrets(clean, fishspeech, () => false)).toEqual({ text: clean, replaced: [] });
});

test('a variable that reaches a secret place as literal text', () => {
  const text = '{"variables": {"a": {"$text": "abcdefgh"}}, "steps": [{"event": "start", "token": "{{a}}"}]}';
  expect(scrubSecrets(text, fishspeech, () => false).text).toBe(
    '{"variables": {"a": {"$key": true}}, "steps": [{"event": "start", "token": {"$key": true}}]}',
  );
});

test('the typed key in hexadecimal digits and in base64 is the key too', () => {
  const hex = Buffer.from(key).toString('hex');
  const base64 = Buffer.from(key).toString('base64');
  const text = `{"steps": [{"$raw": {"opcode": "binary", "hex": "${hex}"}}, {"event": "x", "a": {"$bin": "${base64}"}}]}`;
  const { text: clean, replaced } = scrubSecrets(text, fish, isKey);
  expect(clean).toBe(
    '{"steps": [{"$raw": {"opcode": "binary", "hex": {"$key": true}}}, {"event": "x", "a": {"$bin": {"$key": true}}}]}',
  );
  expect(replaced.map(({ field }) => field)).toEqual(['$raw.hex', 'a.$bin']);
});

test('the typed key as literal text at a secret place: the text around it stays whole', () => {
  const after = '{"event": "text", "text": "after"}';
  const text = `[{"event": "start", "token": {"$text": "${key}"}, "request": {}}, ${after}]`;
  const { text: clean, replaced } = scrubSecrets(text, fishspeech, isKey);
  expect(clean).toBe(`[{"event": "start", "token": {"$key": true}, "request": {}}, ${after}]`);
  expect(replaced.map(({ field }) => field)).toEqual(['token']);
});

test.each([
  ['a frame in bytes', '{"$raw": {"opcode": "text", "text": "{\\"event\\":\\"start\\",\\"token\\":\\"{{a}}\\"}"}}'],
  [
    'a frame in pieces',
    '{"$raw": {"opcode": "text", "text": ["{\\"event\\":\\"start\\",", "\\"token\\":\\"abcdefgh\\"}"]}}',
  ],
  [
    'a frame in pieces, one of them a variable',
    '{"$raw": {"opcode": "text", "text": ["{\\"event\\":\\"start\\",\\"token\\":\\"", "{{a}}", "\\"}"]}}',
  ],
  ['an event that is a variable', '{"event": "{{e}}", "token": "{{a}}"}'],
  ['a literal in an event that is a variable', '{"event": "{{e}}", "token": "abcdefgh"}'],
])('a secret that gets to its place through %s', (_, step) => {
  const variables = `"e": "start"${step.includes('{{a}}') ? ', "a": "abcdefgh"' : ''}`;
  const text = `{"variables": {${variables}}, "steps": [${step}]}`;
  const { text: clean } = scrubSecrets(text, fishspeech, () => false);
  expect(clean).not.toContain('abcdefgh');
  expect(parseScenario(clean).problems).toEqual([]);
  expect(scrubSecrets(clean, fishspeech, () => false)).toEqual({ text: clean, replaced: [] });
});

test('a variable that reaches a secret place of the request', () => {
  const text = '{"variables": {"a": "abcdefgh"}, "request": {"token": "{{a}}"}, "steps": []}';
  expect(scrubSecrets(text, fishspeech, () => false).text).not.toContain('abcdefgh');
});

test('what else is in a frame in bytes stays what it is: variables, literal text, the key', () => {
  const before = '"{\\"event\\":\\"start\\",\\"x\\":\\"{{v}}\\","';
  const raw = (pieces: string) => `[{"$raw": {"opcode": "text", "text": ${pieces}}}]`;
  const clean = (pieces: string) => scrubSecrets(raw(pieces), fishspeech, () => false).text;
  const text = `[${before}, {"$text": "\\"y\\":\\"{{y}}\\",\\"token\\":\\"ab"}, "cd\\",\\"z\\":\\"", {"$key": true}, "\\"}"]`;
  expect(clean(text)).toBe(
    raw(
      `[${before}, {"$text": "\\"y\\":\\"{{y}}\\",\\"token\\":\\""}, {"$key": true}, "\\",\\"z\\":\\"", {"$key": true}, "\\"}"]`,
    ),
  );
  const fine = '["{\\"event\\":\\"start\\",\\"token\\":\\"", {"$key": true}, "\\",\\"x\\":\\"{{v}}\\"}"]';
  expect(clean(fine)).toBe(raw(fine));
});

test('a text too deep to be read as a tree is looked through all the same', () => {
  for (const depth of [1000, 3000, 5000, 20_000]) {
    const text = `[${'['.repeat(depth)}"${key}"${']'.repeat(depth)}]`;
    expect(scrubSecrets(text, fish, isKey).text).toBe(text.replace(`"${key}"`, '{"$key": true}'));
  }
});
