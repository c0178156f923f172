/** Generated programs, really run against the real sandbox: the same frames, and the same sound. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dialect, KeyRef } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { type ServedSandbox, serveSandbox } from '../sandbox/node/serve-sandbox.ts';
import { takeHome } from './take-home.ts';
import type { TargetId } from './targets.ts';
import { closed, drawnRecord, opened, sent } from './testing/drawn-record.ts';
import { frameSink } from './testing/frame-sink.ts';
import { type Move, type Recorded, recordSession } from './testing/record-session.ts';
import { type RecordingProxy, recordingProxy } from './testing/recording-proxy.ts';
import { pythonHas, type Ran, runPython, runScript } from './testing/run-code.ts';

const key = 'sk-test-0123456789abcdef';
const hasPython = await pythonHas('import websockets, msgpack');

let served: ServedSandbox;
let proxy: RecordingProxy;
beforeAll(async () => {
  served = await serveSandbox();
  await served.warm();
  proxy = await recordingProxy(`ws://127.0.0.1:${served.port}`);
});
afterAll(async () => {
  await proxy.close();
  await served.close();
});

const quick = 'pace=0,firstAudioMs=20,seed=7';
const start = {
  event: 'start',
  request: { text: '', format: 'mp3', latency: 'balanced', prosody: { speed: 1.2, volume: -2 } },
};
const token = new KeyRef('key#1', key.length);
// biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay what it is
const hostile = 'A "quoted" \\ text, `${process.exit(9)}` {{x}} \u2028 it\u2019s \u0000 \u202e fine. ';

/** `told`: the error that the server tells in this session, and again. */
type Case = {
  name: string;
  dialect: Dialect;
  moves: readonly Move[];
  options?: Record<string, string>;
  told?: string;
};
const cases: readonly Case[] = [
  {
    name: 'fish: flush, a rest, another text, stop, finish',
    dialect: fish,
    options: { model: 's2-pro' },
    moves: [
      { event: start },
      { event: { event: 'text', text: hostile } },
      { wait: 60 },
      { event: { event: 'text', text: `And more, ${key}, more. ` } },
      { event: { event: 'flush' } },
      { quiet: 300 },
      { event: { event: 'text', text: 'The end.' } },
      { event: { event: 'stop' } },
      { until: 'finish' },
      { close: 1000, reason: 'done' },
    ],
  },
  {
    name: 'fish: two rounds on one socket, odd encodings, a text frame, a ping',
    dialect: fish,
    options: { model: '' },
    moves: [
      { raw: '{"event":"start"}\n' },
      { raw: Uint8Array.of(0xc1, 0x00, 0xff) },
      { ping: Uint8Array.of(1, 2, 3) },
      {
        event: {
          event: 'start',
          request: { text: '', format: 'pcm', sample_rate: 16000, 'chunk-length': 200, top_p: 0.7, debug: null },
        },
      },
      // "Hi." as str16, which no encoder writes.
      { raw: Uint8Array.from(Buffer.from('82a56576656e74a474657874a474657874da000348692e', 'hex')) },
      // 1.0 as float64: JavaScript would write an integer, Python would not.
      { raw: Uint8Array.from(Buffer.from('82a56576656e74a5666c757368a178cb3ff0000000000000', 'hex')) },
      { event: { event: 'stop' } },
      { until: 'finish' },
      { event: { event: 'start', request: { text: 'Again.', format: 'wav', reference_id: null, features: [] } } },
      { event: { event: 'stop' } },
      { until: 'finish', times: 2 },
      { close: 4000, reason: 'it\u2019s "over"' },
    ],
  },
  {
    name: 'fishspeech: the key in the address and in start, two texts',
    dialect: fishspeech,
    told: 'The server says: unknown event',
    moves: [
      { until: 'connected' },
      { event: { event: 'start', token, request: { format: 'mp3', version: 'v1' } } },
      { until: 'ready' },
      { event: { event: 'text', text: hostile } },
      { event: { event: 'text', text: 'Second.' } },
      { until: 'done', times: 2 },
      // What JSON encoders of the two languages write in other ways.
      { raw: '{"event": "nothing", "a":1e3, "b":"\\u00e9\\ud800"}' },
      { wait: 30 },
      { event: { event: 'stop' } },
      { until: 'stopped' },
      { close: 1000 },
    ],
  },
];

async function recorded({ dialect, moves, options = {} }: Case): Promise<Recorded & { frames: unknown }> {
  const base = `${proxy.base}/sandbox/${dialect.id}~${quick}`;
  const session = await recordSession(dialect, base, moves, { key, options });
  return { ...session, frames: proxy.sessions.at(-1)?.frames };
}

async function again(one: Case, session: Recorded, target: TargetId): Promise<Ran & { text: string }> {
  const home = takeHome(session.log, one.dialect, one.name, target);
  if ('why' in home) throw new Error(home.why);
  const env = { [`${one.dialect.id.toUpperCase()}_API_KEY`]: key };
  const ran = await (target.startsWith('ts') ? runScript(home.text, env) : runPython(home.text, env));
  return { ...ran, text: home.text };
}

function expectSame(one: Case, session: Recorded & { frames: unknown }, ran: Ran & { text: string }): void {
  if (one.told === undefined) expect([ran.errors, ran.code]).toEqual(['', 0]);
  else expect([ran.errors, ran.code]).toEqual([expect.stringContaining(one.told), 1]);
  const now = proxy.sessions.at(-1);
  expect(now?.frames).toEqual(session.frames);
  expect(ran.audioBytes).toBeGreaterThan(1000);
  expect(ran.audioHash).toBe(session.audioHash);
  expect(ran.text).not.toContain(key);
  expect(ran.text).not.toContain('key#1');
  expect(now?.headers.authorization).toBe(one.dialect === fish ? `Bearer ${key}` : undefined);
  expect(now?.headers.model).toBe(one.options?.model || undefined);
}

describe.each(cases)('$name', (one) => {
  let session: Recorded & { frames: unknown };
  beforeAll(async () => {
    session = await recorded(one);
  });

  it('in TypeScript over ws', async () => {
    expectSame(one, session, await again(one, session, 'ts-ws'));
  });

  it.skipIf(!hasPython)('in Python over websockets', async () => {
    expectSame(one, session, await again(one, session, 'py-websockets'));
  });

  it('ends as it ended', async () => {
    const { closed } = proxy.sessions.at(-1) ?? {};
    const last = one.moves.at(-1) as { close: number; reason?: string };
    expect(closed).toEqual({ code: last.close, reason: last.reason ?? '' });
  });
});

describe('a session of texts alone', () => {
  const one: Case = {
    name: 'texts',
    dialect: fish,
    options: { model: 's2-pro' },
    moves: [
      {
        event: {
          event: 'start',
          request: { text: '', format: 'mp3', references: [{ audio: Uint8Array.of(1, 2, 3), text: 'x' }] },
        },
      },
      { event: { event: 'text', text: hostile } },
      { wait: 40 },
      { event: { event: 'text', text: 'Bye.' } },
      { event: { event: 'stop' } },
      { until: 'finish' },
      { close: 1000 },
    ],
  };

  it('over the fish-audio SDK', async () => {
    const session = await recorded(one);
    expectSame(one, session, await again(one, session, 'ts-sdk'));
  });
});

describe('a server that never closes', () => {
  it.each(['ts-ws', ...(hasPython ? ['py-websockets' as const] : [])] as const)('%s gives it up', async (target) => {
    const deaf = await frameSink();
    const lines = [...opened(`${deaf.base}/v1/tts/live`, 's1'), sent(20, fish, { event: 'stop' }), closed(30, 'peer')];
    const home = takeHome(drawnRecord(fish, lines), fish, 'x', target);
    if ('why' in home) throw new Error(home.why);
    // It would be ten seconds.
    const text = home.text.replace(target === 'ts-ws' ? '< 10000)' : '> 10:', target === 'ts-ws' ? '< 300)' : '> 0.3:');
    expect(text).not.toBe(home.text);
    const ran = await (target === 'ts-ws' ? runScript : runPython)(text, { FISH_API_KEY: key });
    await deaf.close();
    expect([ran.code, ran.errors]).toEqual([1, 'The server did not close the connection.\n']);
  });
});

describe('when it goes wrong', () => {
  it.each(['ts-ws', ...(hasPython ? ['py-websockets' as const] : [])] as const)(
    '%s says so and fails',
    async (target) => {
      const one = cases[0] as Case;
      const session = await recorded(one);
      const home = takeHome(session.log, fish, 'x', target);
      if ('why' in home) throw new Error(home.why);
      const run = target === 'ts-ws' ? runScript : runPython;
      const refused = await run(home.text, { FISH_API_KEY: 'sandbox-401' });
      expect(refused.code).toBe(1);
      const keyless = await run(home.text, {});
      expect([keyless.code, keyless.errors]).toEqual([1, expect.stringContaining('Set FISH_API_KEY')]);
      // A server that refuses every start: an error event, which the recorded session did not have.
      const base = `ws://127.0.0.1:${served.port}/sandbox/fish~maxConcurrency=0`;
      const busy = await run(home.text, { FISH_API_KEY: key, FISH_BASE_URL: base });
      expect([busy.code, busy.errors]).toEqual([1, expect.stringContaining('The server says:')]);
    },
  );
});
