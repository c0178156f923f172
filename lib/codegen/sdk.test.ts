/** Which sessions the SDKs would have had, why the others not, and captured clients done again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventValue } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { takeHome } from './take-home.ts';
import type { TargetId } from './targets.ts';
import { came, capturedRecord, closed, drawnRecord, type Line, opened, sent } from './testing/drawn-record.ts';
import { type FrameSink, frameSink } from './testing/frame-sink.ts';
import { runScript } from './testing/run-code.ts';

let sink: FrameSink;
beforeAll(async () => {
  sink = await frameSink();
});
afterAll(() => sink.close());

const live = 'wss://api.fish.audio/v1/tts/live';
const start = { event: 'start', request: { text: '', format: 'mp3' } };
const text = { event: 'text', text: 'Hi.' };
const stop = { event: 'stop' };

function why(target: TargetId, events: readonly EventValue[], beginning = opened(live, 's1'), dialect = fish): string {
  const lines = events.map((event, at): Line => sent(20 + at, dialect, event));
  const record = drawnRecord(dialect, [...beginning, ...lines, closed(90, 'us')]);
  const home = takeHome(record, dialect, 'x', target);
  return 'why' in home ? home.why : '';
}

describe('fish-audio', () => {
  it('fits start, texts, stop', () => {
    expect(why('ts-sdk', [start, text, text, stop])).toBe('');
  });

  it.each<[string, EventValue[]]>([
    ['The first frame is no start', [text, stop]],
    ['The first frame is no start', [{ ...start, debug: true }, stop]],
    ['The last frame is no stop', [start, text]],
    [
      'fish-audio sends texts between start and stop, and nothing else; frame #5 is flush: speak',
      [start, text, { event: 'flush' }, stop],
    ],
    ['fish-audio sends texts between start and stop, and nothing else; frame #4', [start, stop, stop]],
    [
      'Frame #3 is not what fish-audio would write',
      [{ event: 'start', request: { 2: 'order', 1: 'is lost', n: 2 ** 33 } }, stop],
    ],
  ])('%s', (reason, events) => {
    expect(why('ts-sdk', events)).toContain(reason);
  });

  it('has its own address and headers', () => {
    const events = [start, text, stop];
    expect(why('ts-sdk', events, opened(live, ''))).toContain('always sends a model header');
    expect(why('ts-sdk', events, opened(live))).toContain('"Authorization: Bearer"');
    expect(why('ts-sdk', events, opened(`${live}/with-timestamp`, 's1'))).toContain('no other address');
    expect(why('ts-sdk', [], opened('wss://x/v1/tts/ws?token=sandbox'), fishspeech)).toContain('not fishspeech.live');
  });

  it('cannot wait for the server', () => {
    const rounds = [
      sent(20, fish, start),
      came(30, fish, { event: 'audio', audio: Uint8Array.of(1) }),
      sent(500, fish, text),
      sent(501, fish, stop),
    ];
    const home = takeHome(drawnRecord(fish, [...opened(live, 's1'), ...rounds]), fish, 'x', 'ts-sdk');
    expect(home).toMatchObject({ why: expect.stringContaining('waits for the server between its frames') });
  });
});

describe('fishaudio', () => {
  it('says which of its fields are missing', () => {
    expect(why('py-sdk', [start, text, stop])).toBe(
      'fishaudio always sends all 18 fields of its request; this start has no chunk_length and lacks 15 more.',
    );
    expect(why('py-sdk', [{ event: 'start', request: { text: '', "it's": 1 } }, text, stop])).toContain(
      "no field 'it\\'s'",
    );
  });
});

describe('captured clients', () => {
  const names = [
    'npm-fish-audio-0.1.0-full',
    'npm-fish-audio-0.1.0-tokens',
    'npm-fish-audio-0.1.0-undef',
    'npm-fish-audio-0.1.0-refs-bytes',
    'npm-fish-audio-0.1.0-backend',
    'bad-json-in-binary',
    'bad-json-text-frames',
    'bad-no-bearer',
  ];

  it.each(names)('%s', async (name) => {
    const record = capturedRecord(fish, name);
    const dial = record.entry(1);
    const frames: string[] = [];
    for (let seq = 2; seq < record.length; seq++) {
      frames.push(`${record.opcodeOf(seq) === 'text' ? 't' : 'b'}${Buffer.from(record.bytesOf(seq)).toString('hex')}`);
    }
    expect(frames.length).toBeGreaterThan(0);
    const header = (wanted: string) =>
      dial.kind === 'dial' ? (dial.headers.find(({ name: found }) => found.toLowerCase() === wanted)?.value ?? '') : '';
    const sdks = name.startsWith('npm') ? (['ts-ws', 'ts-sdk'] as const) : (['ts-ws'] as const);
    for (const target of sdks) {
      const home = takeHome(record, fish, name, target);
      if ('why' in home) throw new Error(`${target}: ${home.why}`);
      expect(home.text).not.toMatch(/test-key/);
      const key = header('authorization').replace('Bearer ', '');
      const ran = await runScript(home.text, { FISH_API_KEY: key, FISH_BASE_URL: `${sink.base}/n${frames.length}` });
      expect([ran.errors, ran.code]).toEqual(['', 0]);
      expect(sink.sessions.at(-1)).toEqual({
        url: '/v1/tts/live',
        authorization: header('authorization'),
        model: header('model'),
        frames,
      });
    }
  });
});
