import { expect, it } from 'vitest';
import { dialects } from '@/lib/dialects/registry.ts';
import { ruleTable } from '@/lib/lint/open-lint.ts';
import { ruleBook, ruleOf } from './rule-book.ts';

it('holds every rule that may speak about a session, once', () => {
  const ids = ruleBook.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const dialect of dialects) {
    for (const rule of ruleTable(dialect)) expect(ruleOf(rule.id)?.rule, rule.id).toBe(rule);
  }
});

it('leads from each rule to the next and back', () => {
  const walked: string[] = [];
  let at = ruleOf(ruleBook[0]?.rules[0]?.id ?? '');
  expect(at?.before).toBeNull();
  while (at !== null) {
    walked.push(at.rule.id);
    const next = at.after === null ? null : ruleOf(at.after.id);
    if (next !== null) expect(next.before).toBe(at.rule);
    at = next;
  }
  expect(walked).toEqual(ruleBook.flatMap(({ rules }) => rules.map(({ id }) => id)));
});
