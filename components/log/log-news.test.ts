import { expect, test } from 'vitest';
import { newsOf } from './log-news.tsx';

const none = { session: 'a', zero: null, pins: '', refused: 0 };

test.each([
  ['nothing', none, none, null],
  ['a zero', none, { ...none, zero: 4 }, 'Deltas are counted from #4.'],
  ['another zero', { ...none, zero: 4 }, { ...none, zero: 5 }, 'Deltas are counted from #5.'],
  ['no zero', { ...none, zero: 4 }, none, 'Deltas are from the previous frame again.'],
  ['a pin', { ...none, pins: '2' }, { ...none, pins: '2 14' }, 'Pinned #14, 2 in all.'],
  ['a pin less', { ...none, pins: '2 14' }, { ...none, pins: '14' }, 'Unpinned #2, 1 left.'],
  ['a pin too many', none, { ...none, refused: 1 }, 'Not pinned: 40 rows are the most; let one go first.'],
  ['room again', { ...none, refused: 1 }, none, null],
  ['another session', { ...none, pins: '2' }, { session: 'b', zero: 4, pins: '', refused: 0 }, null],
])('%s', (_, before, now, words) => expect(newsOf(before, now)).toBe(words));
