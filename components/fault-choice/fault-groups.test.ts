import { expect, test } from 'vitest';
import { faultTable } from '@/lib/faults/table.ts';
import { faultGroups, foundGroups, rulesOf, whyNotHere } from './fault-groups.ts';

const all = faultGroups.flatMap(({ faults }) => faults);

test('every fault of the table stands in one group', () => {
  expect(all.map(({ name }) => name).sort()).toEqual(faultTable.map(({ name }) => name).sort());
});

test('a search keeps what holds every word: names, symptoms, rules', () => {
  const found = (search: string) => foundGroups(faultGroups, search, 'fish').flatMap(({ faults }) => faults);
  expect(found('  ')).toHaveLength(all.length);
  const [fault] = all.filter((one) => rulesOf(one, 'fish').raises.length > 0);
  const rule = rulesOf(fault as (typeof all)[number], 'fish').raises[0] ?? '';
  expect(found(rule.toLowerCase())).toContain(fault);
  expect(found(`${fault?.name} nothing-is-called-so`)).toEqual([]);
});

test('a fault that the protocol or the server does not know says why', () => {
  const [first] = all;
  if (first === undefined) throw new Error('no faults');
  expect(whyNotHere({ ...first, where: 'frames' }, 'fish', false)).toBeNull();
  expect(whyNotHere({ ...first, where: 'sandbox' }, 'fish', false)).toContain('sandbox');
  expect(whyNotHere({ ...first, where: 'sandbox' }, 'fish', true)).toBeNull();
  expect(whyNotHere(first, 'constructor', true)).toContain('protocol');
});
