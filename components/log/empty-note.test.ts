import { expect, test } from 'vitest';
import { emptyNote } from './empty-note.ts';

const facets = [{ kind: 'audio', count: 3 }];

test.each([
  ['rows', { rowCount: 1, clearedBefore: 1, facets }, false, /^$/],
  ['nothing yet', { rowCount: 0, clearedBefore: 1, facets: [] }, false, /^$/],
  [
    'a filter that nothing passes, in a view that was never cleared',
    { rowCount: 0, clearedBefore: 1, facets },
    false,
    /filter/,
  ],
  ['a filter that nothing since the clear passes', { rowCount: 0, clearedBefore: 9, facets }, false, /filter/],
  ['cleared, nothing since', { rowCount: 0, clearedBefore: 9, facets: [] }, false, /^Cleared/],
  ['cleared while paused', { rowCount: 0, clearedBefore: 9, facets }, true, /^Cleared/],
] as const)('%s', (_, view, paused, note) => expect(emptyNote(view, paused)).toMatch(note));
