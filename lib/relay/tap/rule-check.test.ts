import { expect, test } from 'vitest';
import { readRules } from './rule-check.ts';

const plain = { id: 'r', on: true, upstream: 'any', dir: 'both', act: 'hold' };
const replacement = { opcode: 'text', bytes: 'YWJj' };

test('whole rules come out as they went in, without what nobody knows', () => {
  const full = {
    ...plain,
    name: 'mine',
    kind: 'audio',
    field: { path: 'a.b', is: '', part: true },
    nth: 3,
    delayMs: 5,
    replacement: { ...replacement, holes: [{ start: 0, end: 3, key: 'key#1' }] },
    overtake: true,
  };
  expect(readRules([plain, { ...full, id: 'two' }])).toEqual([plain, { ...full, id: 'two' }]);
  expect(readRules([{ ...plain, field: { path: 'a', is: 'b', more: 1 }, more: 1 }])).toEqual([
    { ...plain, field: { path: 'a', is: 'b' } },
  ]);
});

test.each([
  ['rules', 'not a list', {}],
  ['rules', 'too many', Array.from({ length: 101 }, (_, i) => ({ ...plain, id: `${i}` }))],
  ['[0]', 'no object', [null]],
  ['[0].id', 'none', [{ ...plain, id: '' }]],
  ['[1].id', 'twice', [plain, plain]],
  ['[0].on', 'a word', [{ ...plain, on: 'yes' }]],
  ['[0].upstream', 'none', [{ ...plain, upstream: undefined }]],
  ['[0].dir', 'unknown', [{ ...plain, dir: 'up' }]],
  ['[0].act', 'unknown', [{ ...plain, act: 'explode' }]],
  ['[0].kind', 'empty', [{ ...plain, kind: '' }]],
  ['[0].nth', 'zero', [{ ...plain, nth: 0 }]],
  ['[0].nth', 'half', [{ ...plain, nth: 1.5 }]],
  ['[0].field', 'a list', [{ ...plain, field: [] }]],
  ['[0].field.path', 'missing', [{ ...plain, field: { is: 'x' } }]],
  ['[0].field.is', 'a number', [{ ...plain, field: { path: 'x', is: 1 } }]],
  ['[0].delayMs', 'missing', [{ ...plain, act: 'delay' }]],
  ['[0].delayMs', 'too long', [{ ...plain, act: 'delay', delayMs: 1e9 }]],
  ['[0].replacement', 'missing', [{ ...plain, act: 'replace' }]],
  ['[0].replacement.bytes', 'no base64', [{ ...plain, replacement: { ...replacement, bytes: '%%%' } }]],
  ['[0].replacement.bytes', 'too long', [{ ...plain, replacement: { ...replacement, bytes: 'A'.repeat(1.5e6) } }]],
  ['[0].replacement.opcode', 'unknown', [{ ...plain, replacement: { ...replacement, opcode: 'ping' } }]],
  [
    '[0].replacement.holes',
    'crossed',
    [{ ...plain, replacement: { ...replacement, holes: [{ start: 2, end: 1, key: 'k' }] } }],
  ],
  [
    '[0].replacement.holes',
    'outside',
    [{ ...plain, replacement: { ...replacement, holes: [{ start: 0, end: 4, key: 'k' }] } }],
  ],
])('%s: %s', (field, _name, rules) => {
  const read = readRules(rules);
  expect(read).toMatchObject({ code: 'bad_rule', at: { field } });
});
