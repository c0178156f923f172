import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { type FrameLike, KeyRef, type Reader, ValueProblem } from '../dialect.ts';
import { fishspeech } from './fishspeech.ts';

const sent = (event: unknown): FrameLike => ({ dir: 'sent', opcode: 'text', bytes: encodeUtf8(JSON.stringify(event)) });
const received = (event: unknown): FrameLike => ({ ...sent(event), dir: 'received' });
const sound = (size: number): FrameLike => ({ dir: 'received', opcode: 'binary', bytes: new Uint8Array(size) });

/** `role event | meaning | problem`. */
function drawn(frame: FrameLike, reader: Reader = fishspeech.openReader()): string {
  const reading = reader.read(frame);
  const found = reading.problem === null ? '' : ` | ${reading.problem.code}`;
  return `${reading.role} ${reading.event} | ${fishspeech.describe(frame, reading)}${found}`;
}

test('a documented conversation', () => {
  const reader = fishspeech.openReader();
  const frames = [
    received({ event: 'connected', message: 'WebSocket connection established' }),
    sent({ event: 'start', token: 'key#1...', request: { format: 'wav', version: 's1', latency: 'normal' } }),
    received({ event: 'ready', message: 'TTS service ready' }),
    sent({ event: 'text', text: 'Hello.' }),
    received({ event: 'processing', text: 'Hello.' }),
    received({ event: 'audio', format: 'wav', text: 'Hello.' }),
    sound(1836),
    sound(64),
    received({ event: 'done', text: 'Hello.' }),
    sent({ event: 'stop' }),
    received({ event: 'stopped' }),
    received({ event: 'error', message: 'no credit', text: 'Hello.' }),
  ];
  expect(frames.map((frame) => drawn(frame, reader))).toEqual([
    'meta connected | WebSocket connection established',
    'config start | wav, s1, normal',
    'meta ready | TTS service ready',
    'text text | "Hello." 6 chars',
    'meta processing | "Hello."',
    'meta audio | wav, binary frames follow, for "Hello."',
    'audio audio | 1,836 B of audio',
    'audio audio | 64 B of audio',
    'done done | "Hello."',
    'cancel stop | stop the current processing',
    'done stopped | stopped, as asked',
    'error error | no credit, for "Hello."',
  ]);
  expect(reader.audioAsk()).toEqual({ format: 'wav', sampleRateHz: 0 });
  expect(reader.read(sent({ event: 'start' })).round).toBe(2);
});

test('sound that nobody announced is played, and a problem', () => {
  expect(drawn(sound(3))).toBe('audio audio | 3 B of audio | not_an_event');
  const reader = fishspeech.openReader();
  reader.read(received({ event: 'audio', format: 'mp3', text: '' }));
  reader.read(received({ event: 'done', text: '' }));
  expect(reader.read(sound(3)).problem?.detail).toMatch('no audio event came before');
});

test.each([
  [sent({ event: 'flush' }), 'unknown flush | not an event known here'],
  [received({ event: 'constructor' }), 'unknown constructor | not an event known here'],
  [received({ event: 'done' }), 'done done | done has no field text | bad_field'],
  [received({ event: 'audio', format: 5, text: '' }), 'meta audio | binary frames follow, for "" | bad_field'],
  [received(['x']), 'unknown unreadable | the JSON is not an object: "["x"]" | not_an_event'],
  [
    received({ event: 5 }),
    'unknown unreadable | the value of "event" is not a text (byte 9, event): "{"event":5}" | not_an_event',
  ],
  [
    { dir: 'received', opcode: 'text', bytes: encodeUtf8('{"event":"done",}') } as const,
    'unknown unreadable | a key is expected after the comma (byte 16, line 1, column 17): "{"event":"done",}" | E_JSON',
  ],
  [
    { dir: 'sent', opcode: 'binary', bytes: new Uint8Array([0x80]) } as const,
    'unknown unreadable | a binary frame was sent; this protocol speaks JSON in text frames | not_an_event',
  ],
] as [FrameLike, string][])('%#', (frame, expected) => {
  expect(drawn(frame)).toBe(expected);
});

test('the token is found by position, however it is spelt', () => {
  const texts = (json: string, dir: 'sent' | 'received' = 'sent') => {
    const bytes = encodeUtf8(json);
    return fishspeech
      .secretsIn({ dir, opcode: 'text', bytes })
      .map(({ start, end }) => decodeUtf8(bytes, start, end).text);
  };
  expect(texts('{"event":"start","token":"abc"}')).toEqual(['abc']);
  expect(texts('{"token":"a","event":"start","token":"b"}')).toEqual(['a', 'b']);
  expect(texts('{"\\u0074oken":"abc"}')).toEqual(['abc']);
  expect(texts('{"token":"cut off')).toEqual(['cut off']);
  expect(texts('{"request":{"token":"inner"}}')).toEqual([]);
  expect(texts('{"token":"abc"}', 'received')).toEqual([]);
});

test('the key is a hole in the start event', () => {
  const { opcode, bytes, holes } = fishspeech.encode({ event: 'start', token: new KeyRef('key#1', 20) });
  expect(opcode).toBe('text');
  expect(decodeUtf8(bytes).text).toBe('{"event":"start","token":"key#1..............."}');
  expect(holes).toEqual([{ start: 26, end: 46, key: 'key#1' }]);
});

test('what JSON cannot carry is refused with its place', () => {
  const problemOf = (value: number | Uint8Array) => {
    try {
      fishspeech.encode({ event: 'text', text: [value] });
    } catch (error) {
      return error instanceof ValueProblem ? error.problem : undefined;
    }
  };
  expect(problemOf(new Uint8Array(3))).toMatchObject({ code: 'bad_value', at: { field: 'text[0]' } });
  expect(problemOf(Number.NaN)).toMatchObject({ code: 'bad_value', at: { field: 'text[0]' } });
});

test.each([
  [{ event: 'start' }, []],
  [{ event: 'start', token: 'literal', request: { format: 'wav' } }, []],
  [{ event: 'start', request: { format: 'pcm' } }, ['request.format must be one of "mp3", "wav"']],
  [{ event: 'start', request: { text: '' } }, ['request.text is not a field of this event']],
  [{ event: 'start', token: 5 }, ['token must be {"$key": true}, or a text']],
  [{ event: 'flush' }, ['"flush" is not an event of this protocol; a client sends start, text, stop']],
])('%j', (event, expected) => {
  expect(fishspeech.validate(event).map((p) => p.detail)).toEqual(expected);
});
