import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { type FrameLike, KeyRef } from '../dialect.ts';
import { fish } from './fish.ts';

const sent = (event: unknown): FrameLike => ({ dir: 'sent', opcode: 'binary', bytes: encodeMsgpack(event) });
const received = (event: unknown): FrameLike => ({ dir: 'received', opcode: 'binary', bytes: encodeMsgpack(event) });
const start = (request: object = {}) => sent({ event: 'start', request: { text: '', ...request } });
const sound = new Uint8Array(1836);

/** An audio event of the path with timestamps. */
const stamped = (more: object) =>
  received({ event: 'audio', audio: sound, content: 'Hi', chunk_seq: 1, chunk_audio_offset_sec: 0.46, ...more });

/** `role event | meaning | problem`. */
function drawn(frame: FrameLike): string {
  const reading = fish.openReader().read(frame);
  const found =
    reading.problem === null ? '' : ` | ${reading.problem.code} ${reading.problem.at?.field ?? ''}`.trimEnd();
  return `${reading.role} ${reading.event} | ${fish.describe(frame, reading)}${found}`;
}

test('stop is these twelve bytes', () => {
  expect(toHex(fish.encode({ event: 'stop' }).bytes, ' ')).toBe('81 a5 65 76 65 6e 74 a4 73 74 6f 70');
  expect(fish.encode({ event: 'flush' }).bytes.length).toBe(13);
});

test.each([
  ['a start', start({ format: 'mp3', latency: 'balanced' }), 'config start | mp3, balanced'],
  ['a bare start', start(), 'config start | mp3 by default'],
  [
    'a full start',
    start({
      format: 'opus',
      opus_bitrate: 32,
      reference_id: 'abc',
      references: [{ audio: sound, text: 'x' }],
      prosody: {},
    }),
    'config start | opus, opus_bitrate 32, voice abc, 1 reference, prosody',
  ],
  [
    'a text',
    sent({ event: 'text', text: 'Hello from the sandbox.' }),
    'text text | "Hello from the sandbox." 23 chars',
  ],
  ['a text of emoji', sent({ event: 'text', text: '👍é' }), 'text text | "👍é" 2 chars'],
  ['an audio', received({ event: 'audio', audio: sound, time: 920 }), 'audio audio | 1,836 B of audio'],
  [
    'an audio with a snapshot',
    stamped({ alignment: { segments: [{ text: 'Hi', start: 0, end: 0.42 }], audio_duration: 0.86 } }),
    'audio audio | 1,836 B of audio, 1 word in 0.86 s, chunk 1 + 0.46 s',
  ],
  [
    'an audio without news',
    stamped({ alignment: null }),
    'audio audio | 1,836 B of audio, no news of words, chunk 1 + 0.46 s',
  ],
  [
    'a snapshot without audio',
    stamped({ audio: new Uint8Array(), alignment: { segments: [], audio_duration: 2 } }),
    'audio audio | 0 B of audio, 0 words in 2 s, chunk 1 + 0.46 s',
  ],
  [
    'a word that ends before it starts',
    stamped({ alignment: { segments: [{ text: 'a', start: 1, end: 0 }], audio_duration: 2 } }),
    'audio audio | 1,836 B of audio, 0 words in 2 s, chunk 1 + 0.46 s | bad_field alignment.segments[0]',
  ],
  [
    'a snapshot without words',
    stamped({ alignment: {} }),
    'audio audio | 1,836 B of audio, no news of words, chunk 1 + 0.46 s | bad_field alignment.segments',
  ],
  [
    'an alignment that is a list',
    stamped({ alignment: [] }),
    'audio audio | 1,836 B of audio, no news of words, chunk 1 + 0.46 s | bad_field alignment',
  ],
  [
    'a chunk number that is none',
    stamped({ alignment: null, chunk_seq: 1.5 }),
    'audio audio | 1,836 B of audio, no news of words, chunk 1.5 + 0.46 s | bad_field chunk_seq',
  ],
  [
    'an offset before the beginning',
    stamped({ alignment: null, chunk_audio_offset_sec: -1 }),
    'audio audio | 1,836 B of audio, no news of words, chunk 1 + 0 s | bad_field chunk_audio_offset_sec',
  ],
  ['a finish', received({ event: 'finish', reason: 'stop', time: 3423 }), 'done finish | reason stop, time 3,423 ms'],
  [
    'a finish of error',
    received({ event: 'finish', reason: 'error', message: 'out of voices' }),
    'error finish | reason error, out of voices',
  ],
  [
    'an error',
    received({ event: 'error', error: 'too many sessions', max_concurrency: 5 }),
    'error error | too many sessions, max_concurrency 5',
  ],
  ['a log', received({ event: 'log', message: 'warming up' }), 'meta log | warming up'],
  ['an unknown event', received({ event: 'telemetry', x: 1 }), 'unknown telemetry | not an event known here, with x'],
  [
    'a start without a request',
    sent({ event: 'start', text: '', format: 'mp3' }),
    'config start | no request | bad_field request',
  ],
  [
    'audio that is nil',
    received({ event: 'audio', audio: null }),
    'audio audio | audio must be bytes (bin) | bad_field audio',
  ],
  [
    'a time that is no time',
    received({ event: 'audio', audio: sound, time: Number.NaN }),
    'audio audio | 1,836 B of audio | bad_field time',
  ],
  [
    'a finish without a reason',
    received({ event: 'finish' }),
    'done finish | finish has no field reason | bad_field reason',
  ],
  ['a map without event', received({ x: 1 }), 'unknown unreadable | the map has no key "event" | not_an_event'],
  [
    'an event that is a number',
    received({ event: 3 }),
    'unknown unreadable | the value of "event" is not a text (byte 7, event) | not_an_event event',
  ],
  ['a bare integer', received(7), 'unknown unreadable | the frame is not a map | not_an_event'],
  [
    'nothing at all',
    { dir: 'received', opcode: 'binary', bytes: new Uint8Array() } as const,
    'unknown unreadable | empty frame (0 B) | E_EMPTY',
  ],
  [
    'JSON in a binary frame',
    { dir: 'sent', opcode: 'binary', bytes: encodeUtf8('{"event":"stop"}') } as const,
    'unknown unreadable | JSON in a binary frame; this protocol speaks MessagePack: "{"event":"stop"}" | not_an_event',
  ],
  [
    'a text frame',
    { dir: 'sent', opcode: 'text', bytes: encodeUtf8('{"event":"stop"}') } as const,
    'unknown unreadable | a text frame; this protocol speaks MessagePack in binary frames: "{"event":"stop"}" | not_an_event',
  ],
  ['a ping', { dir: 'received', opcode: 'ping', bytes: new Uint8Array(4) } as const, 'control ping | 4 B'],
] as [string, FrameLike, string][])('%s', (_, frame, expected) => {
  expect(drawn(frame)).toBe(expected);
});

test('a frame with trailing bytes is read, and says so', () => {
  const frame = received({ event: 'finish', reason: 'stop' });
  const reading = fish.openReader().read({ ...frame, bytes: new Uint8Array([...frame.bytes, 0]) });
  expect(reading).toMatchObject({ event: 'finish', role: 'done', problem: { code: 'E_TRAILING', at: { byte: 26 } } });
});

test('of two event keys the last is read, and that is a problem', () => {
  const twice = fromHex('82a56576656e74a5617564696fa56576656e74a473746f70') as Uint8Array;
  const reading = fish.openReader().read({ dir: 'sent', opcode: 'binary', bytes: twice });
  expect(reading).toMatchObject({ event: 'stop', problem: { code: 'W_DUP_KEY' } });
});

test('a long text is decoded and shown only as far as a row goes, never inside a character', () => {
  const frame = sent({ event: 'text', text: '漢'.repeat(100_000) });
  expect(drawn(frame)).toBe(`text text | "${'漢'.repeat(120)}…" 100,000 chars`);
});

describe('rounds and the audio asked for', () => {
  test('a start begins a round; finish and reuse keep counting', () => {
    const reader = fish.openReader();
    const rounds = [
      received({ event: 'log', message: 'x' }),
      start(),
      received({ event: 'finish', reason: 'stop' }),
      start(),
      sent({ event: 'stop' }),
    ].map((frame) => reader.read(frame).round);
    expect(rounds).toEqual([0, 1, 1, 2, 2]);
  });

  test.each([
    [{}, 'mp3', 44100],
    [{ format: 'opus' }, 'opus', 48000],
    [{ format: 'pcm', sample_rate: 24000 }, 'pcm', 24000],
    [{ format: 'wav', sample_rate: null }, 'wav', 44100],
    [{ format: 'aac', sample_rate: -1 }, 'mp3', 44100],
  ])('%j', (request, format, sampleRateHz) => {
    const reader = fish.openReader();
    reader.read(start(request));
    expect(reader.audioAsk()).toEqual({ format, sampleRateHz });
  });
});

describe('the check before sending', () => {
  /** `field: sentence` of every problem of a start with this request. */
  const said = (request: unknown) =>
    fish
      .validate({ event: 'start', request })
      .map((p) => `${p.at?.field}: ${p.detail}${p.hint.startsWith('It ') ? ` ${p.hint}` : ''}`);

  test.each([
    [{ text: '' }, []],
    [{ text: '', opus_bitrate: 32, chunk_length: 200, latency: 'balanced', format: 'opus' }, []],
    [{ text: '', reference_id: null, references: null, sample_rate: null, prosody: null }, []],
    [{ text: '', reference_id: ['a', 'b'], features: ['quality-guard'] }, []],
    [{}, ['request.text: request.text is missing']],
    [{ text: '', format: 'aac' }, ['request.format: request.format must be one of "mp3", "opus", "wav", "pcm"']],
    [{ text: '', chunk_length: 50 }, ['request.chunk_length: request.chunk_length must be at least 100']],
    [{ text: '', prosody: { speed: 3 } }, ['request.prosody.speed: request.prosody.speed must be at most 2']],
    [{ text: '', opus_bitrate: null }, [expect.stringContaining('request.opus_bitrate must be one of -1000')]],
    [
      { text: '', speed: 1.2 },
      ['request.speed: request.speed is not a field of this event It is request.prosody.speed.'],
    ],
    [
      { text: '', format: 'opus', sample_rate: 44100 },
      [expect.stringContaining('44100 is not made for opus, only 48000')],
    ],
    [{ text: '', sample_rate: 22050 }, [expect.stringContaining('request.sample_rate must be one of 8000')]],
    [
      { text: '', references: [{ audio: 'UklGRg==', text: 'x' }] },
      [expect.stringMatching(/^request.references\[0\].audio: .* must be bytes: .*sent as text$/)],
    ],
    [
      { text: '', references: [{ audio: { $bin: '!' }, text: 'x' }] },
      [expect.stringMatching(/^request.references\[0\].audio/)],
    ],
    [
      { text: '', references: [[{ audio: { $file: 'a.wav' } }]] },
      ['request.references[0][0].text: request.references[0][0].text is missing'],
    ],
    [{ text: 5 }, ['request.text: request.text must be of type text']],
  ])('%j', (request, expected) => {
    expect(said(request)).toEqual(expected);
  });

  test('settings beside request belong inside', () => {
    const [missing, text] = fish.validate({ event: 'start', format: 'mp3', debug: true });
    expect(missing).toMatchObject({ at: { field: 'request' }, detail: 'request is missing' });
    expect(text).toMatchObject({ at: { field: 'format' }, hint: 'It belongs inside request.' });
  });
});

test('keys in an event become holes, in order, beside equal strings', () => {
  const key = new KeyRef('key#2', 12);
  const { bytes, holes } = fish.encode({ event: 'text', a: key.filler, text: [key, 'x'], b: key });
  expect(holes.map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString())).toEqual([
    key.filler,
    key.filler,
  ]);
  expect(holes[0]?.start).toBeGreaterThan(bytes.indexOf(0x74));
  expect(holes.every((hole) => hole.key === 'key#2')).toBe(true);
});

test('an empty model sends no model header', () => {
  const names = (model: string) => fish.upgrade('/v1/tts/live', { model }).headers.map((h) => h.name);
  expect(names('s1')).toEqual(['Authorization', 'model']);
  expect(names('')).toEqual(['Authorization']);
});
