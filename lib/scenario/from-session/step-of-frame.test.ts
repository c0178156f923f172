import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { came, closed, drawnRecord, opened, sent, sentRaw } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { parseScenario } from '../parse-scenario.ts';
import { expectationOf } from './expectation-of.ts';
import { stepOfFrame } from './step-of-frame.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;

const record = drawnRecord(fish, [
  ...opened('wss://api.fish.audio/v1/tts/live', 's1'),
  sent(20, fish, { event: 'text', text: 'Hi' }),
  came(30, fish, { event: 'audio', audio: Uint8Array.of(1), time: 3 }),
  came(31, fish, { event: 'finish', reason: 'stop', time: 3, message: '{{' }),
  sentRaw(32, 'ping', Uint8Array.of(1)),
  sentRaw(33, 'binary', Uint8Array.of(0xc1)),
  came(34, fish, { event: 'new', 'a.b': 1, list: [1] }),
  closed(40, 'peer', 1006),
]);

const step = (seq: number) => {
  const entry = record.entry(seq);
  if (entry.kind !== 'frame') return null;
  return stepOfFrame(entry, fish.openReader().read(entry), fish);
};

test('the step that sends a frame again', () => {
  expect(step(3)).toBe('{ "event": "text", "text": "Hi" }');
  expect(step(4)).toBe('{ "event": "audio", "audio": { "$hex": "01" }, "time": 3 }');
  expect(step(6)).toBe('{ "$ping": { "hex": "01" } }');
  expect(step(7)?.split('\n')[1]).toBe('{ "$raw": { "opcode": "binary", "hex": "c1" } }');
  expect(step(1)).toBeNull();
});

test.each([
  [
    3,
    '{ "$expect": { "frame": { "dir": "sent", "nth": 1, "hex": "82 a5 65 76 65 6e 74 a4 74 65 78 74 a4 74 65 78 74 a2 48 69" } } }',
  ],
  [4, '{ "$expect": { "event": "audio", "where": { "audio": { "present": true }, "time": { "present": true } } } }'],
  [
    5,
    '{ "$expect": { "event": "finish", "where": { "reason": "stop", "time": { "present": true }, "message": { "$text": "{{" } } } }',
  ],
  [6, null],
  [7, '{ "$expect": { "frame": { "dir": "sent", "nth": 2, "hex": "c1" } } }'],
  [8, '{ "$expect": { "event": "new", "where": { "list": { "present": true } } } }'],
  [9, '{ "$expect": { "close": { "code": 1006, "by": "peer" } } }'],
  [1, null],
])('entry %i pinned', (seq, text) => {
  expect(expectationOf(record, seq, fish)).toBe(text);
  if (text !== null) expect(parseScenario(`[${text}]`).problems).toEqual([]);
});

test('sound without an event of its own is pinned by what it is', () => {
  const sound = drawnRecord(speech, [
    ...opened('wss://fishspeech.live/v1/tts/ws'),
    came(20, speech, { event: 'audio', format: 'mp3', text: 'a' }),
    [21, { kind: 'frame', dir: 'received', opcode: 'binary', bytes: encodeUtf8('ID3') }],
  ]);
  expect(expectationOf(sound, 3, speech)).toBe(
    '{ "$expect": { "event": "audio", "where": { "format": "mp3", "text": "a" } } }',
  );
  const pinned = expectationOf(sound, 4, speech);
  expect(parseScenario(`[${pinned}]`).problems).toEqual([]);
});
