import { expect, test } from 'vitest';
import { readRules } from '@/lib/relay/tap/rule-check.ts';
import type { TapRule } from '@/lib/relay/tap/rules.ts';
import { draftOf, freshDraft, ruleOf } from './rule-draft.ts';

test('what is left empty does not narrow the rule', () => {
  expect(ruleOf(freshDraft, 'r1', null)).toEqual({
    id: 'r1',
    on: true,
    upstream: 'any',
    dir: 'received',
    act: 'hold',
  });
});

test('a rule goes into its form and comes out the same, and the server takes it', () => {
  const rules: TapRule[] = [
    { id: 'a', on: true, upstream: 'fish', name: 'held', dir: 'sent', act: 'delay', delayMs: 250, overtake: true },
    { id: 'b', on: true, upstream: 'any', dir: 'both', kind: 'audio', nth: 3, act: 'duplicate' },
    { id: 'c', on: true, upstream: 'any', dir: 'received', field: { path: 'a.b', is: '', part: true }, act: 'drop' },
  ];
  expect(rules.map((rule) => ruleOf(draftOf(rule), rule.id, null))).toEqual(rules);
  expect(readRules(rules)).toEqual(rules);
  const bytes = Uint8Array.of(0, 255);
  const replaced = ruleOf({ ...freshDraft, act: 'replace' }, 'd', { opcode: 'binary', bytes, holes: [] });
  expect(readRules([replaced])).toMatchObject([{ replacement: { opcode: 'binary', bytes: 'AP8=' } }]);
});

test('a number that is none is refused with its field', () => {
  const refused = (part: Partial<typeof freshDraft>) => readRules([ruleOf({ ...freshDraft, ...part }, 'x', null)]);
  expect(refused({ nth: '1.5' })).toMatchObject({ code: 'bad_rule', at: { field: '[0].nth' } });
  expect(refused({ act: 'delay', delayMs: '' })).toMatchObject({ at: { field: '[0].delayMs' } });
  expect(refused({ act: 'replace' })).toMatchObject({ at: { field: '[0].replacement' } });
});
