import { describe, expect, test } from 'vitest';
import { wavHeader, wavSamples } from '../audio/wav-file.ts';
import { concatBytes } from '../bytes/concat.ts';
import { toHex } from '../bytes/hex.ts';
import { sha256 } from '../bytes/sha256.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Finding } from '../dialects/rule.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { problem } from '../problem/problem.ts';
import type { Direction, EntryBody } from '../session/entry.ts';
import type { Evidence } from './evidence.ts';
import { checkExpectation } from './expect-check.ts';
import { missOf } from './expect-value.ts';
import type { Miss } from './expectation.ts';
import { parseScenario } from './parse-scenario.ts';
import { type Drawn, evidenceOfEntries } from './testing/drawn-evidence.ts';

const frame = (t: number, dir: Direction, event: object, masked?: Drawn['masked']): Drawn => ({
  t,
  body: { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) },
  ...(masked === undefined ? {} : { masked }),
});
const other = (t: number, body: EntryBody): Drawn => ({ t, body });
const audio = (t: number) => frame(t, 'received', { event: 'audio', audio: new Uint8Array(320), time: 1 });

/** dial, open, start, text, flush, 2 audio, log, audio, finish: entries 1 to 10. */
const session: readonly Drawn[] = [
  other(0, { kind: 'dial', url: 'wss://drawn/v1/tts/live', headers: [], via: 'relay' }),
  other(20, { kind: 'handshake', status: 101, statusText: '', headers: [] }),
  frame(30, 'sent', { event: 'start', request: { text: '', format: 'pcm', sample_rate: 16000, temperature: 0.7 } }),
  frame(40, 'sent', { event: 'text', text: 'Hello.' }),
  frame(50, 'sent', { event: 'flush' }),
  audio(250),
  audio(270),
  frame(280, 'received', { event: 'log', message: 'slow' }),
  audio(300),
  frame(310, 'received', { event: 'finish', reason: 'stop', time: 0.5, list: [{ a: 1 }, { a: 2 }] }),
];
const closing = other(400, { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true });
const finding: Finding = {
  key: 'A22-1',
  rule: 'A22',
  severity: 'error',
  says: 'it is wrong',
  proofs: [{ seq: 4, span: { start: 7, end: 9 }, field: 'text' }],
  count: 1,
};

const waveFile = (samples: Float32Array, hz: number) =>
  concatBytes([wavHeader(samples.length, hz), wavSamples(samples)]);

/** What the expectations of one `$expect` come to, in order: null for one that holds. */
async function misses(expected: object, evidence: Evidence, files: Record<string, Uint8Array> = {}) {
  const { steps, problems } = parseScenario(JSON.stringify([{ $expect: expected }]));
  const step = steps[0];
  if (step?.kind !== 'expect') throw new Error(JSON.stringify(problems));
  const found: (Miss | null)[] = [];
  for (const one of step.expectations)
    found.push(await checkExpectation(one, evidence, new Map(Object.entries(files))));
  return found;
}
const one = async (...args: Parameters<typeof misses>) => (await misses(...args))[0];

describe('order', () => {
  const of = (order: string[], more = {}) => one({ order, ...more }, evidenceOfEntries(session));

  test('events in this order, audio in a row once, others between', async () => {
    expect(await of(['audio', 'finish'])).toBeNull();
    expect(await of(['audio', 'log', 'audio', 'finish'])).toBeNull();
    expect(await of(['log', 'audio', 'audio'])).toEqual({ expected: 'audio after entry 9', got: 'finish' });
    expect(await of(['finish', 'audio'])).toEqual({ expected: 'audio after entry 10', got: 'nothing more' });
    expect(await of(['error'])).toEqual({ expected: 'error', got: 'audio, log, audio, finish' });
  });

  test('exactly: nothing between, nothing after', async () => {
    expect(await of(['audio', 'log', 'audio', 'finish'], { exactly: true })).toBeNull();
    expect(await of(['audio', 'finish'], { exactly: true })).toEqual({
      seq: 8,
      expected: 'finish after entry 6',
      got: 'log',
    });
    expect(await of(['audio', 'log'], { exactly: true })).toEqual({ seq: 9, expected: 'nothing more', got: 'audio' });
  });
});

describe('event', () => {
  const of = (expected: object) => one(expected, evidenceOfEntries(session));

  test('is there, or so often', async () => {
    expect(await of({ event: 'finish' })).toBeNull();
    expect(await of({ event: 'audio', count: 3 })).toBeNull();
    expect(await of({ event: 'error', count: { max: 0 } })).toBeNull();
    expect(await of({ event: 'error' })).toEqual({ expected: 'at least 1 received error', got: '0' });
    expect(await of({ event: 'audio', count: 2 })).toEqual({ seq: 9, expected: 'exactly 2 received audio', got: '3' });
    expect(await of({ event: 'audio', count: { min: 4, max: 9 } })).toMatchObject({
      expected: '4 to 9 received audio',
    });
  });

  test('of what was sent, too', async () => {
    expect(await of({ event: 'start', dir: 'sent', where: { 'request.format': 'pcm' } })).toBeNull();
    expect(await of({ event: 'start', dir: 'sent', where: { 'request.temperature': { max: 0.5 } } })).toMatchObject({
      seq: 3,
      field: 'request.temperature',
      expected: 'at most 0.5',
      got: '0.7',
    });
  });

  test('fields: equal, in a range, containing, matching, there', async () => {
    const where = (path: string, want: unknown) => of({ event: 'finish', where: { [path]: want } });
    expect(await where('reason', 'stop')).toBeNull();
    expect(await where('time', { min: 0.4, max: 0.6 })).toBeNull();
    expect(await where('list[1].a', 2)).toBeNull();
    expect(await where('reason', { contains: 'to' })).toBeNull();
    expect(await where('reason', { matches: '^s.op$' })).toBeNull();
    expect(await where('message', { present: false })).toBeNull();
    const text = (session[9] as Drawn).body as { bytes: Uint8Array };
    const offset = toHex(text.bytes).indexOf(toHex(encodeUtf8('stop'))) / 2 - 1;
    expect(await where('reason', 'error')).toEqual({
      seq: 10,
      offset,
      field: 'reason',
      expected: '"error"',
      got: '"stop"',
    });
    expect(await where('reason', { contains: 'x' })).toMatchObject({
      expected: 'a text that contains "x"',
      got: '"stop"',
    });
    expect(await where('reason', { matches: '^x' })).toMatchObject({ expected: 'a text that matches ^x' });
    expect(missOf({ matches: 'a+b+' }, 'ab'.repeat(1000))).toBeNull();
    expect(missOf({ matches: 'a+b+' }, 'ab'.repeat(1001))?.got).toBe(
      '2002 characters; this pattern is tried on 2000 at most',
    );
    expect(await where('time', { min: 1 })).toMatchObject({ expected: 'at least 1', got: '0.5' });
    expect(await where('message', { present: true })).toEqual({
      seq: 10,
      field: 'message',
      expected: 'a value',
      got: 'nothing',
    });
    expect(await where('reason', { present: false })).toMatchObject({ expected: 'nothing', got: '"stop"' });
    expect(await where('list', [{ a: 1 }, { a: 2 }])).toBeNull();
    expect(await where('list', [{ a: 1 }])).toMatchObject({ expected: '[{"a":1}]', got: '[{"a":1},{"a":2}]' });
  });

  test('which of them: the first, the last, every one', async () => {
    const texts = [frame(1, 'sent', { event: 'text', text: 'a' }), frame(2, 'sent', { event: 'text', text: 'b' })];
    const of2 = (which: string, text: string) =>
      one({ event: 'text', dir: 'sent', which, where: { text } }, evidenceOfEntries(texts));
    expect([await of2('first', 'a'), await of2('last', 'b')]).toEqual([null, null]);
    expect(await of2('first', 'b')).toMatchObject({ seq: 1, expected: '"b"', got: '"a"' });
    expect(await of2('every', 'a')).toMatchObject({ seq: 2, expected: '"a"', got: '"b"' });
    // Without it some frame must fit.
    const some = (text: string) => one({ event: 'text', dir: 'sent', where: { text } }, evidenceOfEntries(texts));
    expect(await some('a')).toBeNull();
    expect(await some('c')).toMatchObject({ seq: 2, field: 'text', expected: '"c"', got: '"b"' });
  });
});

describe('findings', () => {
  const found = (findings: Finding[]) => evidenceOfEntries(session, { findings });

  test('no errors, none above, these, not those', async () => {
    expect(await one({ noErrors: true }, found([{ ...finding, severity: 'warning' }]))).toBeNull();
    expect(await one({ noErrors: true }, found([finding]))).toEqual({
      seq: 4,
      offset: 7,
      field: 'text',
      expected: 'no finding above warning',
      got: 'A22 (error): it is wrong',
    });
    expect(await one({ findings: { worst: 'none' } }, found([]))).toBeNull();
    expect(await one({ findings: { worst: 'none' } }, found([{ ...finding, severity: 'info' }]))).toMatchObject({
      expected: 'no finding above none',
    });
    expect(await one({ findings: { has: ['A22'] } }, found([finding]))).toBeNull();
    expect(await one({ findings: { has: ['A01'] } }, found([finding]))).toEqual({ expected: 'A01', got: 'A22' });
    expect(await one({ findings: { has: ['A01'] } }, found([]))).toEqual({ expected: 'A01', got: 'no findings' });
    expect(await one({ findings: { hasNot: ['A01'] } }, found([finding]))).toBeNull();
    expect(await one({ findings: { hasNot: ['A22'] } }, found([{ ...finding, severity: 'info' }]))).toMatchObject({
      seq: 4,
      expected: 'no A22',
    });
  });
});

describe('turns and figures', () => {
  const timed = evidenceOfEntries(session);

  test('turns', async () => {
    expect(await one({ turns: 1 }, timed)).toBeNull();
    expect(await one({ turns: { min: 2 } }, timed)).toEqual({ seq: 4, expected: 'at least 2 turns', got: '1' });
  });

  test('a figure of the session, of a turn, that cannot be told, that does not exist', async () => {
    expect(await one({ firstAudioWithin: '250ms' }, timed)).toBeNull();
    expect(await one({ firstAudioWithin: '100ms' }, timed)).toEqual({
      seq: 6,
      expected: 'the first audio within 100 ms',
      got: '210 ms',
    });
    expect(await one({ firstAudioWithin: '209.9ms' }, timed)).toMatchObject({ got: '210 ms' });
    expect(await one({ figure: { id: 'first-byte', turn: 1, max: 100 } }, timed)).toEqual({
      seq: 4,
      expected: 'first-byte of turn 1: at most 100 ms',
      got: '210 ms',
    });
    const late = evidenceOfEntries(session.map((each) => (each.t > 200 ? { ...each, t: each.t + 2295.31 } : each)));
    expect(await one({ firstAudioWithin: '1s' }, late)).toMatchObject({
      expected: 'the first audio within 1,000 ms',
      got: '2,505 ms',
    });
    // Not "within 2,505 ms, got 2,505 ms".
    expect(await one({ firstAudioWithin: '2505ms' }, late)).toMatchObject({ got: '2,505.31 ms' });
    expect(await one({ figure: { id: 'first-byte', turn: 2, max: 100 } }, timed)).toMatchObject({ got: '1 turns' });
    expect(await one({ figure: { id: 'first-heard', max: 100 } }, timed)).toMatchObject({
      got: expect.stringMatching(/^nothing: /),
    });
    expect(await one({ figure: { id: 'nonsense', max: 100 } }, timed)).toMatchObject({ got: 'no such figure' });
  });
});

describe('sound', () => {
  const pieces = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
  const sounding = (more = {}) =>
    evidenceOfEntries(session, {
      sound: { seconds: 1.5, sampleRateHz: 8000, encoded: () => pieces.values(), ...more },
    });

  test('duration, decoding, format', async () => {
    expect(await one({ duration: { min: '1s', max: '2s' } }, sounding())).toBeNull();
    expect(await one({ duration: { min: '2s' } }, sounding())).toEqual({
      expected: 'at least 2 s of sound',
      got: '1.5 s',
    });
    expect(await one({ audio: { decodes: true } }, sounding())).toBeNull();
    expect(await one({ audio: { decodes: true } }, sounding({ troubles: ['junk at 7'] }))).toEqual({
      expected: 'audio that decodes',
      got: 'junk at 7',
    });
    expect(await one({ audio: { decodes: true } }, evidenceOfEntries([]))).toMatchObject({ got: 'no audio' });
    expect(await one({ audio: { format: 'pcm' } }, sounding())).toBeNull();
    const wav = () => [waveFile(new Float32Array(100), 8000)].values();
    expect(await one({ audio: { format: 'wav' } }, sounding({ encoded: wav }))).toBeNull();
    expect(await one({ audio: { format: 'mp3' } }, sounding({ encoded: wav }))).toEqual({
      expected: 'audio in mp3',
      got: 'wav',
    });
  });

  test('the hash of all encoded bytes', async () => {
    const hash = (await sha256())(Uint8Array.of(1, 2, 3, 4));
    expect(await one({ audio: { sha256: hash } }, sounding())).toBeNull();
    const wrong = '0'.repeat(64);
    expect(await one({ audio: { sha256: wrong } }, sounding())).toEqual({
      expected: `audio with SHA-256 ${wrong}`,
      got: hash,
    });
  });

  test('sounds like a file, though it begins a little later and at another rate', async () => {
    const tone = (hz: number, seconds: number, from = 0) =>
      Float32Array.from({ length: hz * seconds }, (_, i) => {
        const t = i / hz - from;
        return t < 0 ? 0 : 0.5 * Math.sin((t ** 2 * 300 + t * 200) * 2 * Math.PI);
      });
    const heard = sounding({ samples: async () => tone(16_000, 1.6, 0.1), sampleRateHz: 16_000 });
    const files = { 'a.wav': waveFile(tone(8000, 1.5), 8000), 'b.wav': waveFile(tone(8000, 1.5).reverse(), 8000) };
    expect(await one({ soundsLike: { file: 'a.wav', atLeast: 0.99 } }, heard, files)).toBeNull();
    expect(await one({ soundsLike: { file: 'b.wav', atLeast: 0.9 } }, heard, files)).toEqual({
      expected: 'sound that is b.wav, at least to 0.9',
      got: expect.stringMatching(/^0\.\d+$/),
    });
    const later = sounding({ samples: async () => tone(16_000, 2, 0.5), sampleRateHz: 16_000 });
    expect(await one({ soundsLike: { file: 'a.wav', atLeast: 0.9 } }, later, files)).not.toBeNull();
    const more = sounding({
      samples: async () => Float32Array.from([...tone(16_000, 1.5), ...tone(16_000, 3)]),
      sampleRateHz: 16_000,
    });
    expect(await one({ soundsLike: { file: 'a.wav', atLeast: 0.9 } }, more, files)).not.toBeNull();
    expect(await one({ soundsLike: { file: 'c.wav', atLeast: 0.9 } }, heard, files)).toMatchObject({
      got: 'no file "c.wav"',
    });
    const text = { 'd.wav': encodeUtf8('no sound') };
    expect(await one({ soundsLike: { file: 'd.wav', atLeast: 0.9 } }, heard, text)).toMatchObject({
      got: expect.stringMatching(/^a file that cannot be decoded: /),
    });
    expect(await one({ soundsLike: { file: 'a.wav', atLeast: 0.9 } }, evidenceOfEntries([]), files)).toMatchObject({
      got: 'no sound',
    });
  });
});

describe('close', () => {
  const open = evidenceOfEntries(session);
  const over = evidenceOfEntries([...session, closing]);

  test('open, closed so, by whom', async () => {
    expect(await one({ close: null }, open)).toBeNull();
    expect(await one({ close: 1000 }, open)).toEqual({ expected: 'a close 1000', got: 'an open connection' });
    expect(await one({ close: 1000 }, over)).toBeNull();
    expect(await one({ close: { code: 1000, by: 'peer' } }, over)).toBeNull();
    expect(await one({ close: null }, over)).toEqual({ seq: 11, expected: 'an open connection', got: '1000 by peer' });
    expect(await one({ close: 1001 }, over)).toEqual({ seq: 11, expected: 'a close 1001', got: '1000 by peer' });
    expect(await one({ close: { code: 1000, by: 'us' } }, over)).toMatchObject({ expected: 'a close 1000 by us' });
  });

  test('a refusal and a failure are no close', async () => {
    const refused = other(9, { kind: 'handshake', status: 401, statusText: '', headers: [] });
    expect(await one({ close: 1000 }, evidenceOfEntries([refused]))).toMatchObject({
      seq: 1,
      got: 'a refusal with 401',
    });
    const unreachable = other(9, { kind: 'failure', problem: problem('unreachable', '') });
    expect(await one({ close: 1000 }, evidenceOfEntries([unreachable]))).toMatchObject({
      got: 'no connection: The host cannot be reached',
    });
  });
});

describe('frame', () => {
  const bytesOf = (at: number) => ((session[at] as Drawn).body as { bytes: Uint8Array }).bytes;
  const of = (nth: number, bytes: Uint8Array, drawn = session) =>
    one({ frame: { dir: 'sent', nth, hex: toHex(bytes) } }, evidenceOfEntries(drawn));

  test('these bytes, but for masked places', async () => {
    expect(await of(2, bytesOf(3))).toBeNull();
    const wrong = bytesOf(3).slice();
    wrong[5] = 0xff;
    expect(await of(2, wrong)).toEqual({
      seq: 4,
      offset: 5,
      expected: toHex(wrong.subarray(5, 13), ' '),
      got: toHex(bytesOf(3).subarray(5, 13), ' '),
    });
    const masked = session.map((line, i) =>
      i === 3 ? { ...line, masked: [{ in: 'bytes' as const, start: 5, end: 6, key: 'key#1' }] } : line,
    );
    expect(await of(2, wrong, masked)).toBeNull();
    const short = bytesOf(3).subarray(0, 10);
    expect(await of(2, short)).toMatchObject({ offset: 10, expected: 'an end after 10 bytes' });
    expect(await of(9, short)).toEqual({ expected: 'a frame 9 sent', got: '3 of them' });
  });
});

test('several parts of one step are held one by one, in the order of the text', async () => {
  const found = await misses({ event: 'finish', turns: 5, close: null }, evidenceOfEntries(session));
  expect(found.map((miss) => miss === null)).toEqual([true, false, true]);
});
