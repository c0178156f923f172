import { expect, test } from 'vitest';
import { sentDiff } from './sent-diff.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const frame = (seq: number, event: string, text: string, opcode: 'text' | 'binary' = 'binary') => ({
  session: 's',
  seq,
  event,
  opcode,
  sizeBytes: text.length,
  bytes: bytes(text),
});
const now = (text: string) => ({ opcode: 'binary' as const, bytes: bytes(text), holes: [] });
const compare = (text: string, before: string) =>
  sentDiff(now(text), 'text', { ...frame(14, 'text', before), others: [] });

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

test('it is compared with the last one of the same event, else of the same opcode, and says which', () => {
  const last = { ...frame(9, 'flush', 'f'), others: [frame(7, 'text', 'ab'), frame(3, 'start', 'ab', 'text')] };
  const said = (event: string) => {
    const diff = sentDiff(now('ab'), event, last);
    return [diff?.says, diff?.seq, diff?.which];
  };
  expect(said('text')).toEqual(['Same as', 7, 'the last "text" sent']);
  expect(said('stop')).toEqual([
    'Differs from byte 0x00 from',
    9,
    'the last binary frame sent: no "stop" was sent yet',
  ]);
  expect(said('start')).toEqual(['Sent as binary; it was text in', 3, 'the last "start" sent']);
  // Of a client's own connection, which this page does not send on.
  const tapped = (event: string) => sentDiff(now('ab'), event, last, true)?.which;
  expect(tapped('text')).toBe('the last "text" the client sent');
  expect(tapped('stop')).toBe('the last binary frame the client sent: no "stop" was sent yet');
});

test('another opcode and a frame too large are told without bytes', () => {
  const last = { ...frame(3, 'text', 'a', 'text'), others: [] };
  expect(sentDiff(now('a'), 'text', last)?.says).toBe('Sent as binary; it was text in');
  expect(sentDiff({ ...now('a'), opcode: 'text' }, 'text', { ...last, bytes: null })?.says).toBe(
    'Too large to be compared with',
  );
  expect(sentDiff(now('a'), 'text', null)).toBeNull();
});
