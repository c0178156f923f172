import { describe, expect, test } from 'vitest';
import type { KeptSession } from '@/lib/console/rooms/keep-room.ts';
import { deletedWords, deleteWords, inOrder, isFound, keptFacts, spaceText, spaceWords } from './kept-words.ts';

const session: KeptSession = {
  id: 'ab'.repeat(16),
  title: 'sandbox-fish 3',
  note: 'late first byte',
  pinned: false,
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 0,
  durationMs: 3440,
  entries: 1236,
  frames: 1234,
  findings: { error: 0, warning: 0, info: 0 },
  sizeBytes: 212_400,
  ended: 'Closed 1000',
  closed: true,
};

describe('words', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [6_100_000_000, '6.1 GB'],
    [5e15, '5000 TB'],
  ])('%s bytes are %s', (bytes, words) => {
    expect(spaceText(bytes)).toBe(words);
  });

  test('space, and what the browser promised', () => {
    const usage = { bytes: 212e6, quota: 6.1e9 };
    const sessions = [session, { ...session, sizeBytes: 1e6 }];
    // What the sessions take, whatever the browser counts in.
    expect(spaceWords({ place: 'files', sessions, usage, promised: true })).toBe(
      '2 sessions, 1.2 MB. This browser has room for 6.1 GB and promised not to clear it.',
    );
    expect(spaceWords({ place: 'files', sessions: [], usage, promised: false })).toMatch(
      /^0 sessions, 0 B\..+may clear/,
    );
    expect(spaceWords({ place: 'database', sessions, usage: null, promised: null })).toBe('2 sessions, 1.2 MB.');
    expect(spaceWords({ place: 'memory', sessions, usage, promised: true })).toMatch(/keeps nothing here/);
  });

  test('facts say how it ended, or that it did not', () => {
    expect(keptFacts(session, 'kept')).toMatch(/, 3\.44 s, 1,234 frames, 212 kB, Closed 1000$/);
    const cut = { ...session, closed: false, ended: '' };
    expect(keptFacts(cut, 'kept')).toMatch(/at least 1,234 frames, 212 kB, still open when its page was left$/);
    expect(keptFacts(cut, 'tab')).toMatch(/, 1,234 frames, 212 kB, going on$/);
    expect(keptFacts(cut, 'elsewhere')).toMatch(/in another tab$/);
    // Cut before the list had a count, and found without the list.
    expect(keptFacts({ ...cut, frames: 0 }, 'kept')).toMatch(
      /frames not counted, 212 kB, still open when its page was left$/,
    );
    expect(keptFacts({ ...cut, closed: true, frames: 0 }, 'kept')).toMatch(/frames not counted, 212 kB, whole$/);
  });

  test('what was deleted, and what a bin takes with it', () => {
    expect(deletedWords({ deleted: 1, deletedTitle: 'sandbox-fish 3' })).toBe('sandbox-fish 3');
    expect(deletedWords({ deleted: 3, deletedTitle: 'sandbox-fish 3' })).toBe('3 sessions');
    expect(deleteWords('a', false, 'kept')).toBe('Delete a');
    expect(deleteWords('a', true, 'tab')).toBe('Delete a (it is pinned, its tab closes)');
  });

  test('orders', () => {
    const named = (title: string, startedAt: number, sizeBytes: number) => ({
      ...session,
      title,
      startedAt,
      sizeBytes,
    });
    const list = [named('b 10', 1, 5), named('b 9', 3, 1), named('a', 2, 9)];
    const titles = (order: Parameters<typeof inOrder>[1]) => inOrder(list, order).map(({ title }) => title);
    expect(titles('last')).toEqual(['b 10', 'b 9', 'a']);
    expect(titles('recorded')).toEqual(['b 9', 'a', 'b 10']);
    expect(titles('name')).toEqual(['a', 'b 9', 'b 10']);
    expect(titles('size')).toEqual(['a', 'b 10', 'b 9']);
  });

  test('all words are looked for in name, note and upstream', () => {
    expect(isFound(session, '')).toBe(true);
    expect(isFound(session, 'BYTE fish')).toBe(true);
    expect(isFound(session, 'byte fishspeech')).toBe(false);
  });
});
