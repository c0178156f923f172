import { expect, test } from 'vitest';
import { emptyNote } from './empty-note.ts';

const facets = [{ kind: 'audio', count: 3 }];

test.each([
  ['rows', { rowCount: 1, clearedBefore: 1, facets }, false, null],
  ['nothing yet', { rowCount: 0, clearedBefore: 1, facets: [] }, false, null],
  [
    'a filter that nothing passes, in a view that was never cleared',
    { rowCount: 0, clearedBefore: 1, facets },
    false,
    'filtered',
  ],
  ['a filter that nothing since the clear passes', { rowCount: 0, clearedBefore: 9, facets }, false, 'filtered'],
  ['cleared, nothing since', { rowCount: 0, clearedBefore: 9, facets: [] }, false, 'cleared'],
  ['cleared while paused', { rowCount: 0, clearedBefore: 9, facets }, true, 'cleared'],
] as const)('%s', (_, view, paused, note) => expect(emptyNote({ ...view, looked: null }, paused)).toBe(note));

test('while a new filter has not looked at everything, nobody says that nothing passes it', () => {
  expect(emptyNote({ rowCount: 0, clearedBefore: 1, facets, looked: 40 }, false)).toBe('looking');
});
