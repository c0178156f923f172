import { expect, test } from 'vitest';
import { sentDiff } from './sent-diff.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const compare = (now: string, before: string) =>
  sentDiff(
    { opcode: 'binary', bytes: bytes(now), holes: [] },
    { session: 's', seq: 14, opcode: 'binary', sizeBytes: before.length, bytes: bytes(before) },
  );

test('the same frame is said to be the same', () => {
  expect(compare('abc', 'abc')).toMatchObject({ seq: 14, same: true, says: 'Same as', places: [] });
});

test.each([
  ['a changed byte', `${'.'.repeat(18)}X`, `${'.'.repeat(18)}Y`, ['0x12: 1 byte']],
  ['bytes that came', 'abXYcd', 'abcd', ['0x02-0x03: 2 bytes more']],
  ['bytes that went', 'abcd', 'abXYcd', ['before 0x02: 2 bytes gone']],
  ['another length', '\x05Hello', '\x02Hi', ['0x00: 1 byte', '0x02-0x05: 4 bytes in the place of 1']],
])('%s', (_, now, before, places) => {
  const diff = compare(now, before);
  expect(diff?.places).toEqual(places);
  expect(diff?.says).toBe(`Differs from byte ${places[0]?.match(/0x\w\w/)?.[0]} from`);
});

test('another opcode and a frame too large are told without bytes', () => {
  const now = { opcode: 'text' as const, bytes: bytes('a'), holes: [] };
  const last = { session: 's', seq: 3, opcode: 'binary' as const, sizeBytes: 1, bytes: bytes('a') };
  expect(sentDiff(now, last)?.says).toBe('Sent as text; it was binary in');
  expect(sentDiff(now, { ...last, opcode: 'text', bytes: null })?.says).toBe('Too large to be compared with');
  expect(sentDiff(now, null)).toBeNull();
});
