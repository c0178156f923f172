import { expect, test } from 'vitest';
import { noFilter } from '@/lib/console/initial-state.ts';
import type { Filter } from '@/lib/console/state.ts';
import { partsOf } from './filter-parts.ts';

const full: Filter = {
  text: 'a\u202eb',
  dir: 'received',
  hidden: ['audio', 'log'],
  onlyProblems: true,
  size: { min: 100, max: 200 },
};

test('each part in use has its words, and they drop it', () => {
  expect(partsOf(noFilter)).toEqual([]);
  expect(partsOf({ ...noFilter, text: '  ' })).toEqual([]);
  expect(partsOf(full).map(({ words }) => words)).toEqual([
    'IN only',
    '2 kinds off',
    'problems and findings only',
    'size from 100 B to 200 B',
    '“a⟦RLO⟧b”',
  ]);
  expect(partsOf({ ...noFilter, hidden: ['audio'], dir: 'sent' }).map(({ words }) => words)).toEqual([
    'OUT only',
    'no audio',
  ]);
  for (const { name, none } of partsOf(full)) {
    expect(partsOf({ ...full, ...none }).map((part) => part.name)).toEqual(
      partsOf(full).flatMap((part) => (part.name === name ? [] : [part.name])),
    );
  }
});
