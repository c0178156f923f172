import { expect, test } from 'vitest';
import type { StreamView } from '@/lib/console/stream-view.ts';
import { entryWords, placeWords, streamTail, streamTotals, streamWords } from './stream-words.ts';

const view: StreamView = {
  session: 's',
  number: 1,
  of: 1,
  format: 'mp3',
  since: 6,
  bytes: 48_000,
  totals: { items: 116, units: 115, seconds: 3, junkBytes: 0, damage: 0 },
  flagged: 0,
  unfinished: 0,
  behind: false,
  rowCount: 116,
  rows: [],
  opened: null,
};
const totals = (part: Partial<StreamView>) => streamTotals({ ...view, ...part }).map(({ value }) => value);

test('totals: items, frames, duration, average rate, bytes, junk', () => {
  expect(totals({})).toEqual(['116', '115', '3.00 s', '128.0 kbps', '48,000 B', '0 B']);
  expect(totals({ totals: { ...view.totals, seconds: null } }).slice(2, 4)).toEqual(['rate unknown', 'unknown']);
  expect(totals({ totals: { ...view.totals, seconds: 0 } })[3]).toBe('unknown');
  const [junk] = streamTotals({ ...view, totals: { ...view.totals, junkBytes: 100 } }).slice(-1);
  expect(junk).toEqual({ name: 'Junk', value: '100 B', bad: true });
});

test('which stream, and what is left at its end', () => {
  expect(streamWords(view)).toBe('Asked for as mp3: the only stream of the session, from #6.');
  expect(streamWords({ ...view, number: 2, of: 3 })).toMatch('stream 2 of 3');
  expect(streamTail(view)).toBe('');
  expect(streamTail({ ...view, unfinished: 83 })).toBe('The last 83 B begin an item that goes on in frames to come.');
  expect(streamTail({ ...view, unfinished: 83, behind: true })).toBe('Reading on.');
});

test('places', () => {
  expect([entryWords({ first: 3, last: 3 }), entryWords({ first: 3, last: 5 })]).toEqual(['#3', '#3–5']);
  expect(placeWords({ start: 417, end: 834 })).toBe('0x1A1–0x341 in the stream, 417 B');
  expect(placeWords({ start: 417, end: 417 })).toBe('0x1A1 in the stream');
});
