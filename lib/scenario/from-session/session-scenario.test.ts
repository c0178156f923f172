import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../../bytes/base64.ts';
import { fromHex, toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { came, closed, drawnRecord, type Line, opened, sent, sentRaw } from '../../codegen/testing/drawn-record.ts';
import { type Dialect, type EventValue, KeyRef } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { problemLine } from '../../problem/problem.ts';
import type { Shown } from '../../session/entry.ts';
import type { SessionLog } from '../../session/session-log.ts';
import { toEventValue } from '../event-value.ts';
import { parseScenario } from '../parse-scenario.ts';
import { rawFrame } from '../raw-frame.ts';
import type { Scenario } from '../scenario.ts';
import { sessionScenario } from './session-scenario.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;
const filler = 'key#1...............';
const key = new KeyRef('key#1', filler.length);
const live = 'wss://api.fish.audio/v1/tts/live';

const folder = new URL('../../dialects/samples/captures/', import.meta.url);
const captures = readdirSync(folder).filter((name) => /^(npm|bad)-.*\.jsonl$/.test(name));

type Captured = { dir: string; t_ms: number; conn?: number; opcode: 'text' | 'binary'; b64: string; code?: number } & {
  url: string;
  headers?: [string, string][];
};

/** Both sides of a capture's first connection, at their times. */
function captured(name: string): SessionLog {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  const all = text.split('\n').map((line) => JSON.parse(line) as Captured);
  const upgrade = all.find(({ dir }) => dir === 'upgrade') as Captured;
  const lines = all
    .filter(({ conn }) => conn === upgrade.conn)
    .flatMap((line): Line[] => {
      const t = line.t_ms - upgrade.t_ms;
      if (line.dir === 'upgrade') {
        const headers = (line.headers ?? []).map(([header, value]): Shown => ({ name: header, value }));
        return [[t, { kind: 'dial', url: `ws://127.0.0.1:9${line.url}`, headers, via: 'tap' }]];
      }
      if (line.dir === 'open') return [[t, { kind: 'handshake', status: 101, statusText: '', headers: [] }]];
      if (line.dir === 'close') return [closed(t, 'us', line.code)];
      if (line.dir !== 'client' && line.dir !== 'server') return [];
      const bytes = fromBase64(line.b64) as Uint8Array;
      const dir = line.dir === 'client' ? 'sent' : 'received';
      return [[t, { kind: 'frame', dir, opcode: line.opcode, bytes }]];
    });
  return drawnRecord(fish, lines);
}

/** Opcode and bytes of all that a scenario sends, by the ways a run goes. */
function sends(scenario: Scenario, dialect: Dialect): string[] {
  expect(scenario.problems).toEqual([]);
  return scenario.all.flatMap((step) => {
    if (step.kind === 'ping') return [`ping ${toHex(step.bytes)}`];
    if (step.kind === 'raw') {
      const frame = rawFrame(step, { key });
      return 'code' in frame ? [] : [`${frame.opcode} ${toHex(frame.bytes)}`];
    }
    if (step.kind !== 'event') return [];
    const made = toEventValue(step, { files: new Map(), key });
    if (!made.ok) throw new Error(made.problem.detail);
    const { opcode, bytes } = dialect.encode(made.value);
    return [`${opcode} ${toHex(bytes)}`];
  });
}

function recorded(record: SessionLog): string[] {
  return Array.from({ length: record.length }, (_, i) => record.entry(i + 1)).flatMap((entry) =>
    entry.kind === 'frame' && entry.dir === 'sent' && entry.opcode !== 'pong'
      ? [`${entry.opcode} ${toHex(entry.bytes)}`]
      : [],
  );
}

const textOf = (record: SessionLog, dialect: Dialect) =>
  sessionScenario(record, dialect, { title: 'A session', upstream: null }) ?? '';

describe.each(captures)('%s', (name) => {
  test('its client frames come out byte for byte', () => {
    const record = captured(name);
    const text = textOf(record, fish);
    expect(sends(parseScenario(text), fish)).toEqual(recorded(record));
    expect(recorded(record).length).toBeGreaterThanOrEqual(name.includes('reject') ? 0 : 1);
  });
});

describe('what a person reads', () => {
  test('npm-fish-audio-0.1.0-full: events, waits, the answer waited for', () => {
    expect(textOf(captured('npm-fish-audio-0.1.0-full.jsonl'), fish)).toBe(`{
  "title": "A session",
  "dialect": "fish",
  "request": { "path": "/v1/tts/live", "model": "s1" },
  "steps": [
    {
      "event": "start",
      "request": {
        "text": "",
        "format": "opus",
        "latency": "balanced",
        "chunk_length": 200,
        "reference_id": "802e3bc2b27e49c2995d23ef70e6ac89",
        "temperature": 0.7,
        "top_p": 0.7,
        "normalize": true,
        "sample_rate": 48000,
        "opus_bitrate": 32,
        "prosody": { "speed": 1.1, "volume": -2 }
      }
    },
    { "event": "text", "text": "Hel" },
    { "$wait": "10ms" },
    { "event": "text", "text": "lo" },
    { "event": "text", "text": " from" },
    { "$wait": "9ms" },
    { "event": "text", "text": " the" },
    { "$wait": "9ms" },
    { "event": "text", "text": " LLM" },
    { "$wait": "8ms" },
    { "event": "text", "text": "." },
    { "$wait": "10ms" },
    { "event": "text", "text": " Second" },
    { "$wait": "8ms" },
    { "event": "text", "text": " sent" },
    { "$wait": "9ms" },
    { "event": "text", "text": "ence" },
    { "$wait": "10ms" },
    { "event": "text", "text": " fo" },
    { "$wait": "9ms" },
    { "event": "text", "text": "llows" },
    { "$wait": "9ms" },
    { "event": "text", "text": "." },
    { "$wait": "9ms" },
    { "event": "stop" },
    { "$until": { "event": "finish", "within": "10s" } },
    // Recorded as 1005, which no close frame carries.
    { "$close": { "code": 1000 } }
  ]
}
`);
  });

  test('a session of the other dialect: the key, every answer, audio at rest, switches, the end', () => {
    const url = 'ws://127.0.0.1:4820/sandbox/fishspeech~pace=0,seed=a%2Cb/v1/tts/ws?token=';
    const record = drawnRecord(speech, [
      [
        0,
        { kind: 'dial', url: url + filler, headers: [{ name: 'x-own', value: '1' }], via: 'relay', faults: 'drop@3' },
        [{ in: 'url', start: url.length, end: url.length + filler.length, key: 'key#1' }],
      ],
      [10, { kind: 'handshake', status: 101, statusText: '', headers: [] }],
      came(12, speech, { event: 'connected' }),
      sent(13, speech, { event: 'start', token: key, request: { format: 'mp3' } }),
      came(20, speech, { event: 'ready' }),
      sent(21, speech, { event: 'text', text: 'One {{two}}' }),
      sent(22, speech, { event: 'text', text: 'Two' }),
      came(40, speech, { event: 'processing', text: '' }),
      came(60, speech, { event: 'done', text: '' }),
      came(80, speech, { event: 'done', text: '' }),
      sentRaw(81, 'text', encodeUtf8("{'event':'stop'}")),
      sentRaw(581, 'ping', Uint8Array.of(0, 255)),
      sentRaw(582, 'ping', encodeUtf8('hi')),
      closed(700, 'us', 4001, 'bye'),
    ]);
    const text = sessionScenario(record, speech, { title: 'B "1"', upstream: 'sandbox-fishspeech' }) ?? '';
    expect(text).toBe(`// The header x-own was sent, which no choice of this protocol stands for.
{
  "title": "B \\"1\\"",
  "dialect": "fishspeech",
  "upstream": "sandbox-fishspeech",
  "request": { "path": "/v1/tts/ws", "switches": { "pace": "0", "seed": "a,b" }, "faults": "drop@3" },
  "steps": [
    { "$until": { "event": "connected", "within": "10s" } },
    { "event": "start", "token": { "$key": true }, "request": { "format": "mp3" } },
    { "$until": { "event": "ready", "within": "10s" } },
    { "event": "text", "text": { "$text": "One {{two}}" } },
    { "event": "text", "text": "Two" },
    { "$until": { "event": "done", "within": "10s" } },
    { "$until": { "event": "done", "within": "10s" } },
    // unreadable: a key in double quotes is expected here (byte 1, line 1, column 2): "{'event':'stop'}"
    { "$raw": { "opcode": "text", "text": "{'event':'stop'}" } },
    { "$wait": "500ms" },
    { "$ping": { "hex": "00 ff" } },
    { "$ping": "hi" },
    { "$wait": "118ms" },
    { "$close": { "code": 4001, "reason": "bye" } }
  ]
}
`);
    expect(sends(parseScenario(text), speech)).toEqual(recorded(record));
  });

  test('audio at rest, and a server that leaves', () => {
    const record = drawnRecord(fish, [
      ...opened(live, ''),
      sent(20, fish, { event: 'start', request: { text: '' } }),
      sent(21, fish, { event: 'flush' }),
      came(300, fish, { event: 'audio', audio: Uint8Array.of(1) }),
      came(320, fish, { event: 'audio', audio: Uint8Array.of(1) }),
      sent(9000, fish, { event: 'text', text: 'On' }),
      closed(9100, 'peer', 1011),
    ]);
    const { steps, request } = parseScenario(textOf(record, fish));
    expect(request).toEqual({ path: '/v1/tts/live', options: { model: '' }, switches: {} });
    expect(steps.map(({ kind }) => kind)).toEqual(['event', 'event', 'idle', 'event', 'until-close']);
    expect(steps[2]).toMatchObject({ audioIdleMs: 8680, withinMs: 18_000 });
  });

  test('two rounds with a pause to think between them: each waits for its finish, the pause is the client’s', () => {
    const round = (t: number) => [
      sent(t, fish, { event: 'start', request: { text: '' } }),
      sent(t + 1, fish, { event: 'stop' }),
      came(t + 300, fish, { event: 'audio', audio: Uint8Array.of(1) }),
      came(t + 310, fish, { event: 'finish', reason: 'stop' }),
    ];
    const record = drawnRecord(fish, [...opened(live, 's1'), ...round(20), ...round(6365), closed(6700, 'us')]);
    const { steps } = parseScenario(textOf(record, fish));
    expect(steps.map(({ kind }) => kind)).toEqual([
      'event',
      'event',
      'until',
      'wait',
      'event',
      'event',
      'until',
      'close',
    ]);
    expect(steps[3]).toMatchObject({ ms: 6035 });
  });

  test('a title is a title, whatever is in it', () => {
    const record = drawnRecord(fish, opened(live, 's1'));
    const title = '{{n}} "x"\n\u2028';
    expect(parseScenario(sessionScenario(record, fish, { title, upstream: null }) ?? '')).toMatchObject({
      title,
      problems: [],
    });
  });

  test('a switch and an end with braces in them are no variables', () => {
    const odd = '{{x}} "';
    const record = drawnRecord(speech, [
      ...opened('ws://127.0.0.1:4820/sandbox/fishspeech~drop={{x}}/v1/tts/ws'),
      sent(20, speech, { event: 'start', request: {} }),
      sent(31, speech, { event: 'stop' }),
      closed(40, 'us', 4000, odd),
    ]);
    const { all, problems } = parseScenario(textOf(record, speech));
    expect(all.at(-1)).toMatchObject({ code: 4000, reason: odd });
    // Whoever answered to that switch: ours does not.
    expect(problems.map(problemLine)).toEqual([
      expect.stringMatching(/^bad_step at line \d+, column \d+: a whole number/),
    ]);
  });

  test('an open session has no end, and a record without a dial is none', () => {
    const record = drawnRecord(fish, [...opened(live, 's1'), sent(20, fish, { event: 'stop' })]);
    expect(parseScenario(textOf(record, fish)).steps.length).toBe(1);
    expect(sessionScenario(drawnRecord(fish, []), fish, { title: '', upstream: null })).toBeNull();
  });
});

describe('frames that no event gives', () => {
  const raw = (hex: string, opcode: 'text' | 'binary' = 'binary') => {
    const record = drawnRecord(fish, [...opened(live, 's1'), sentRaw(20, opcode, fromHex(hex) as Uint8Array)]);
    const scenario = parseScenario(textOf(record, fish));
    expect(sends(scenario, fish)).toEqual(recorded(record));
    return scenario.steps[0]?.kind;
  };
  test.each([
    ['81a56576656e74a473746f70', 'event'],
    ['81a56576656e74d90473746f70', 'raw'],
    ['82a56576656e74a473746f70a161cb3ff0000000000000', 'raw'],
    ['82a56576656e74a473746f70a161cb3fe0000000000000', 'event'],
    ['82a56576656e74a473746f70a12401', 'raw'],
    ['82a56576656e74a473746f70a56576656e74c0', 'raw'],
    ['81a56576656e74', 'raw'],
    ['', 'raw'],
    ['c1', 'raw'],
  ])('%s is %s', (hex, kind) => expect(raw(hex)).toBe(kind));

  test('whatever was sent comes out the same', () => {
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ opcode: 'binary' as const, bytes })),
      fc
        .string({ unit: 'binary', maxLength: 30 })
        .map((text) => ({ opcode: 'text' as const, bytes: encodeUtf8(text) })),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => ({ opcode: 'text' as const, bytes })),
      fc.jsonValue({ maxDepth: 3 }).map((value) => fish.encode({ event: 'x', value: value as EventValue })),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), (frames) => {
        const lines = frames.map(({ opcode, bytes }, i) => sentRaw(20 + i, opcode, bytes));
        const record = drawnRecord(fish, [...opened(live, 's1'), ...lines]);
        expect(sends(parseScenario(textOf(record, fish)), fish)).toEqual(recorded(record));
      }),
      { numRuns: 300 },
    );
  });

  test('a masked key among other bytes is a key of the raw frame', () => {
    const bytes = encodeUtf8(`{"event":"text","text":"my ${filler}!"}`);
    const at = bytes.indexOf(0x23) - 3;
    const masked = [{ in: 'bytes' as const, start: at, end: at + filler.length, key: 'key#1' }];
    const record = drawnRecord(speech, [
      ...opened('ws://127.0.0.1:9/v1/tts/ws'),
      [20, { kind: 'frame', dir: 'sent', opcode: 'text', bytes }, masked],
    ]);
    const text = textOf(record, speech);
    expect(text).toContain('["{\\"event\\":\\"text\\",\\"text\\":\\"my ", { "$key": true }, "!\\"}"]');
    expect(sends(parseScenario(text), speech)).toEqual(recorded(record));
  });
});
