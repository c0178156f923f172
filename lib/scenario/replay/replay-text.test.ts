/** Every sample of real clients, sent again in both paces: the same frames, byte for byte, at their times. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../../bytes/base64.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { came, closed, drawnRecord, type Line, opened, sent, sentRaw } from '../../codegen/testing/drawn-record.ts';
import { type Dialect, KeyRef } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry } from '../../session/entry.ts';
import type { SessionLog } from '../../session/session-log.ts';
import { parseScenario } from '../parse-scenario.ts';
import { stage } from '../testing/run-stage.ts';
import { type ReplayPace, replayPaces, replayText } from './replay-text.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;
const folder = new URL('../../dialects/samples/captures/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

type Captured = { dir: string; t_ms: number; opcode: 'text' | 'binary'; b64: string; code?: number };

function captured(name: string): SessionLog {
  const all = readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Captured);
  const began = all[0]?.t_ms ?? 0;
  const lines = all.flatMap(({ dir, t_ms, opcode, b64, code }): Line[] => {
    const t = 20 + t_ms - began;
    if (dir === 'close') return [closed(t, code === 1006 ? 'network' : 'peer', code)];
    if (dir !== 'client' && dir !== 'server') return [];
    const bytes = fromBase64(b64) ?? new Uint8Array(0);
    return [[t, { kind: 'frame', dir: dir === 'client' ? 'sent' : 'received', opcode, bytes }]];
  });
  return drawnRecord(fish, [...opened('wss://api.fish.audio/v1/tts/live', 's1'), ...lines]);
}

const entriesOf = (record: SessionLog) => Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
type Sent = Extract<Entry, { kind: 'frame' }>;
const sentOf = (record: SessionLog) =>
  entriesOf(record).filter((entry): entry is Sent => entry.kind === 'frame' && entry.dir === 'sent');

function hashOf(frames: readonly { opcode: string; bytes: Uint8Array }[]): string {
  const hash = createHash('sha256');
  for (const { opcode, bytes } of frames) hash.update(`${opcode} ${bytes.length} `).update(bytes);
  return hash.digest('hex');
}

/** Runs it on a stage whose peer says what was recorded, at the recorded times. */
async function again(record: SessionLog, dialect: Dialect, pace: ReplayPace, speed = 1, key = 'sandbox') {
  const text = replayText(record, dialect, { title: 'again', upstream: null, pace, speed }) ?? '';
  expect(parseScenario(text).problems.filter(({ code }) => code !== 'key_needed')).toEqual([]);
  const scene = stage({ dialect, key });
  const zero = sentOf(record)[0]?.t ?? 0;
  const reader = dialect.openReader();
  for (const entry of entriesOf(record)) {
    const at = Math.max(0, entry.t - zero) / speed;
    if (entry.kind === 'close' && entry.by !== 'us') {
      const why = { code: 'not_connected', title: '', detail: `Closed ${entry.code}`, hint: '' } as const;
      scene.clock.after(at, () => scene.lose(why));
    }
    if (entry.kind !== 'frame') continue;
    const { event } = reader.read(entry);
    if (entry.dir === 'received') scene.clock.after(at, () => scene.hear(event));
  }
  const run = scene.run(text);
  await scene.clock.advance(60_000);
  return { scene, run, text, zero };
}

test('the samples are here', () => {
  expect(names.length).toBeGreaterThan(25);
  expect(names.flatMap((name) => sentOf(captured(name))).length).toBeGreaterThan(150);
});

describe.each(replayPaces)('by %s', (pace) => {
  test.each(names)('%s', async (name) => {
    const record = captured(name);
    const { scene, run } = await again(record, fish, pace);
    expect(scene.frames).toHaveLength(sentOf(record).length);
    expect(hashOf(scene.frames)).toBe(hashOf(sentOf(record)));
    if (entriesOf(record).some(({ kind }) => kind === 'close')) expect(run.state()).toBe('done');
  });
});

test.each([1, 2, 0.5])(
  'at %s times the speed each frame goes out at its time, to a tenth of a millisecond',
  async (speed) => {
    for (const name of names) {
      const record = captured(name);
      const { scene, zero } = await again(record, fish, 'time', speed);
      const off = scene.frames.map(({ t }, i) => Math.abs(t - ((sentOf(record)[i]?.t ?? 0) - zero) / speed));
      expect(Math.max(0, ...off)).toBeLessThanOrEqual(0.1);
    }
  },
);

const asked = speech.encode({ event: 'start', token: new KeyRef('key#1.....', 10), request: { format: 'mp3' } });

test('masked places take the key; pings, broken frames and the close are sent as they were', async () => {
  const record = drawnRecord(speech, [
    ...opened('wss://fishspeech.live/v1/tts/ws'),
    came(15, speech, { event: 'connected', message: 'hello' }),
    [20, { kind: 'frame', dir: 'sent', ...asked }, asked.holes.map((hole) => ({ in: 'bytes', ...hole, key: '1' }))],
    sentRaw(120, 'ping', encodeUtf8('still there?')),
    sentRaw(220.25, 'text', encodeUtf8('{"event":  "text", "text": "{{x}}"}')),
    sentRaw(220.27, 'binary', Uint8Array.of(0xc1, 0)),
    [230, { kind: 'frame', dir: 'sent', opcode: 'pong', bytes: Uint8Array.of(1) }],
    closed(1020, 'us', 4001, 'enough'),
  ]);
  const { scene, run, text } = await again(record, speech, 'time', 2, 'key#1.....');
  expect(text).toContain('{ "$key": true }');
  expect(text).not.toContain('key#1');
  const frames = sentOf(record).filter(({ opcode }) => opcode !== 'pong');
  expect(hashOf(scene.frames)).toBe(hashOf(frames));
  expect(scene.frames.map(({ t }) => t)).toEqual([0, 50, 100.1, 100.1]);
  expect(scene.closes).toEqual([{ code: 4001, reason: 'enough' }]);
  expect(run.drawn().filter((line) => line.startsWith('met: at'))).toContain('met: at 500 ms');
});

test('its head: pace, speed and the upstream that was chosen', () => {
  const record = drawnRecord(fish, [...opened('wss://a/v1/tts/live', 's1'), sent(20, fish, { event: 'flush' })]);
  const text = (pace: ReplayPace, speed: number) =>
    replayText(record, fish, { title: 'T', upstream: 'mine', pace, speed }) ?? '';
  expect(text('time', 2).split('\n')[0]).toBe(
    '// A recording sent again: each frame at its recorded time, 2 times as fast.',
  );
  expect(text('events', 1)).toContain('"upstream": "mine"');
  expect(text('time', Number.NaN)).toBe(text('time', 1));
  expect(text('time', 0)).toBe(text('time', 1));
});

test('a pause of the client is shorter by the speed, an answer is waited for all the same', () => {
  const record = drawnRecord(fish, [
    ...opened('wss://a/v1/tts/live', 's1'),
    sent(20, fish, { event: 'text', text: 'a' }),
    sent(420, fish, { event: 'flush' }),
    came(600, fish, { event: 'finish', reason: 'stop', time: 1 }),
    sent(610, fish, { event: 'stop' }),
  ]);
  const text = replayText(record, fish, { title: 'T', upstream: null, pace: 'events', speed: 4 }) ?? '';
  expect(text).toContain('{ "$wait": "100ms" }');
  expect(text).toContain('{ "$until": { "event": "finish", "within": "10s" } }');
});

test('a record of no attempt to connect is no replay; times that go back or past a day are not waited for', () => {
  const flush = fish.encode({ event: 'flush' }).bytes;
  const ask = { title: 'T', upstream: null, pace: 'time', speed: 1 } as const;
  expect(replayText(drawnRecord(fish, [sentRaw(1, 'binary', flush)]), fish, ask)).toBeNull();
  const back = drawnRecord(fish, [
    ...opened('wss://a/v1/tts/live', 's1'),
    sentRaw(500, 'binary', flush),
    sentRaw(100, 'binary', flush),
    sentRaw(9e8, 'binary', flush),
  ]);
  const text = replayText(back, fish, ask) ?? '';
  expect(parseScenario(text).problems).toEqual([]);
  expect(text.match(/"\$at": "[^"]+"/g)).toEqual(['"$at": "86400000ms"']);
});

test('more answers than a call takes arguments', () => {
  const finish = came(30, fish, { event: 'finish', reason: 'stop', time: 1 });
  const record = drawnRecord(fish, [
    ...opened('wss://a/v1/tts/live', 's1'),
    sent(20, fish, { event: 'stop' }),
    ...Array.from({ length: 130_000 }, () => finish),
    closed(40, 'us'),
  ]);
  const text = replayText(record, fish, { title: 'T', upstream: null, pace: 'time', speed: 1 }) ?? '';
  expect(text.split('{ "$until": { "event": "finish"').length - 1).toBe(130_000);
});

test('masked places that lie over each other, or past the end, are one key each, and no byte is sent twice', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const masked = [
    { in: 'bytes' as const, start: 4, end: 900, key: '1' },
    { in: 'bytes' as const, start: 0, end: 3, key: '1' },
    { in: 'bytes' as const, start: 2, end: 5, key: '1' },
    { in: 'bytes' as const, start: 5, end: 1, key: '1' },
    { in: 'bytes' as const, start: 50, end: 60, key: '1' },
  ];
  const record = drawnRecord(fish, [
    ...opened('wss://a/v1/tts/live', 's1'),
    [20, { kind: 'frame', dir: 'sent', opcode: 'binary', bytes }, masked],
  ]);
  const text = replayText(record, fish, { title: 'T', upstream: null, pace: 'time', speed: 1 }) ?? '';
  expect(text).toContain('"hex": [{ "$key": true }, "04", { "$key": true }] }');
});

test('faster than it was, the close still waits for the end that the client had waited for', async () => {
  const record = drawnRecord(fish, [
    ...opened('wss://a/v1/tts/live', 's1'),
    sent(20, fish, { event: 'text', text: 'a' }),
    sent(120, fish, { event: 'stop' }),
    came(900, fish, { event: 'finish', reason: 'stop', time: 1 }),
    closed(1020, 'us'),
  ]);
  const text = replayText(record, fish, { title: 'T', upstream: null, pace: 'time', speed: 2 }) ?? '';
  const scene = stage();
  const closesAt: number[] = [];
  const { close } = scene.host;
  scene.host.close = (...given) => {
    closesAt.push(scene.clock.now());
    return close(...given);
  };
  scene.run(text);
  // The server is as slow as it was.
  scene.clock.after(880, () => scene.hear('finish'));
  await scene.clock.advance(5000);
  expect(scene.frames.map(({ t }) => t)).toEqual([0, 50]);
  expect(closesAt).toEqual([880]);
});
