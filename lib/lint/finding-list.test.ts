import { expect, test } from 'vitest';
import type { RuleText, Severity } from '../dialects/rule.ts';
import { FindingList, findingLimit, proofLimit } from './finding-list.ts';
import { findingCounts } from './open-lint.ts';

const rule = (id: string, severity: Severity): RuleText => ({
  id,
  severity,
  title: '',
  why: '',
  mend: '',
  source: '',
  beforeSending: false,
});
const table = [rule('A01', 'info'), rule('A02', 'error'), rule('A03', 'warning')];

test('errors come first, then by place', () => {
  const list = new FindingList(table);
  list.report('A01', 'i', [{ seq: 1 }]);
  list.report('A03', 'w2', [{ seq: 9 }]);
  list.report('A03', 'w1', [{ seq: 2 }]);
  list.report('A02', 'e', [{ seq: 30 }]);
  list.report('A01', 'raised', [{ seq: 40 }], 'error');
  expect(list.all().map(({ key }) => key)).toEqual(['A02-1', 'A01-2', 'A03-2', 'A03-1', 'A01-1']);
  expect(findingCounts(list.all())).toEqual({ error: 2, warning: 2, info: 1 });
});

test('what is met again is counted; what is handed out does not change', () => {
  const list = new FindingList(table);
  const reported = list.report('A02', 'once', [{ seq: 1 }]);
  const before = list.all();
  expect(list.all()).toBe(before);
  for (let i = 0; i < 2 * proofLimit; i++) reported.again({ seq: i + 2 }, 'often');
  expect(before).toMatchObject([{ count: 1, says: 'once', proofs: [{ seq: 1 }] }]);
  const [after] = list.all();
  expect(after).toMatchObject({ key: 'A02-1', count: 2 * proofLimit + 1, says: 'often' });
  expect(after?.proofs.length).toBe(proofLimit);
});

test('a withdrawn finding is gone, and its key is not used again', () => {
  const list = new FindingList(table);
  const { version } = list;
  const reported = list.report('A02', 'x', []);
  reported.withdraw();
  reported.withdraw();
  expect(list.all()).toEqual([]);
  expect(list.version).toBe(version + 2);
  list.report('A02', 'y', []);
  expect(list.all()[0]?.key).toBe('A02-2');
});

test('a flood is counted, not kept', () => {
  const list = new FindingList(table);
  for (let i = 0; i < 10 * findingLimit; i++) list.report('A02', 'x', [{ seq: i }]);
  expect(list.all().length).toBe(findingLimit);
  expect(list.all().reduce((sum, { count }) => sum + count, 0)).toBe(10 * findingLimit);
});

test('a rule that is not in the table is a mistake of its machine', () => {
  expect(() => new FindingList(table).report('A99', 'x', [])).toThrow('no rule A99');
});
