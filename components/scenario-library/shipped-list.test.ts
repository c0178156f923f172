import { expect, test } from 'vitest';
import { shippedGroups } from './shipped-list.ts';

const make = (name: string, group: string, dialect = 'fish') => ({
  name,
  group,
  dialect,
  title: name,
  about: 'It shows a flush.',
  text: '[]',
  rule: group === 'Rules' ? 'A22' : null,
});
const all = [
  make('one', 'Formats'),
  make('two', 'Rules'),
  make('three', 'Formats'),
  make('four', 'Formats', 'fishspeech'),
];

test.each([
  [
    'fish',
    '',
    [
      ['Formats', ['one', 'three']],
      ['Rules', ['two']],
    ],
  ],
  ['fishspeech', '', [['Formats', ['four']]]],
  ['fish', 'FLUSH rules', [['Rules', ['two']]]],
  ['fish', 'a22', [['Rules', ['two']]]],
  ['fish', 'nothing', []],
])('%s, "%s"', (dialect, sought, expected) => {
  expect(
    shippedGroups(all, dialect, sought).map(({ group, scenarios }) => [group, scenarios.map(({ name }) => name)]),
  ).toEqual(expected);
});
