/** Recordings served over real sockets: posted as a page posts them, visited by clients that know nothing of it. */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { FishAudioClient, RealtimeEvents } from 'fish-audio';
import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Move, recordSession } from '../../codegen/testing/record-session.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { type ServedSandbox, serveSandbox } from '../../sandbox/node/serve-sandbox.ts';
import type { Loaded } from '../../sandbox/replay/shelf.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { SessionLog } from '../../session/session-log.ts';
import { type Bench, openBench, openPage, over } from '../testing/bench.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;
const key = `sk-${randomBytes(16).toString('hex')}`;

let sandbox: ServedSandbox;
let bench: Bench;
beforeEach(async () => {
  sandbox = await serveSandbox(toneVoice());
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
  await sandbox.close();
});

const asPage = (type: string | null = 'application/x-ndjson') => ({
  Origin: bench.server.address(),
  Cookie: bench.server.cookie(),
  ...(type === null ? {} : { 'Content-Type': type }),
});
const api = (path: string, init: RequestInit = {}) => fetch(`${bench.server.address()}${path}`, init);
const post = (body: string) => api('/api/replay', { method: 'POST', headers: asPage(), body });
const list = async () => (await (await api('/api/replay', { headers: asPage(null) })).json()) as Loaded[];
/** The list once nobody is being served. */
const settled = async () => {
  for (;;) {
    const loaded = await list();
    if (loaded.every(({ visits }) => visits.every(({ state }) => state === 'over'))) return loaded;
  }
};
const serve = async (text: string) => (await (await post(text)).json()) as Loaded;

async function fileOf(log: SessionLog): Promise<string> {
  const writer = await recordingWriter({ session: log.head });
  const lines = [writer.header()];
  for (let seq = 1; seq <= log.length; seq++) lines.push(writer.entry(log.entry(seq)));
  return `${lines.join('')}${writer.end()}`;
}
const record = (dialect: Dialect, switches: string, moves: Move[], more = {}) =>
  recordSession(
    dialect,
    `ws://127.0.0.1:${sandbox.port}/sandbox/${dialect.id}~pace=0,firstAudioMs=20${switches}`,
    moves,
    more,
  );

const words = ['Hello from Fish Audio! ', 'This is a test. ', 'We are streaming.'];
const told = (event: object): Move => ({ event: event as never });
const asTheSdk: Move[] = [
  told({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } }),
  told({ event: 'text', text: words.join('') }),
  told({ event: 'stop' }),
  { until: 'finish' },
];

/** The unmodified client: the SHA-256 of the audio it was given, and the error it told. */
async function runSdk(baseUrl: string, said = words): Promise<{ hash: string; chunks: number; error: string }> {
  async function* streamed() {
    yield* said;
  }
  const client = new FishAudioClient({ apiKey: key, baseUrl });
  const request = { text: '', format: 'pcm', sample_rate: 8000 } as never;
  const connection = await client.textToSpeech.convertRealtime(request, streamed());
  const hash = createHash('sha256');
  let chunks = 0;
  let error = '';
  await new Promise<void>((resolve) => {
    connection.on(RealtimeEvents.AUDIO_CHUNK, (audio) => {
      chunks++;
      hash.update(new Uint8Array(audio as Uint8Array));
    });
    connection.on(RealtimeEvents.ERROR, (told) => {
      error = String((told as Error).message ?? told);
    });
    connection.on(RealtimeEvents.CLOSE, () => resolve());
  });
  connection.close();
  return { hash: hash.digest('hex'), chunks, error };
}

it('gives fish-audio 0.1.0 the recorded audio, whatever its key and however it cuts its texts', async () => {
  const recorded = await record(fish, ',afterFinish=close', asTheSdk);
  const { id, frames, status, notes } = await serve(await fileOf(recorded.log));
  expect([status, notes]).toEqual([101, []]);
  const run = await runSdk(`${bench.server.address()}/replay/${id}~speed=max`);
  expect(run).toEqual({ hash: recorded.audioHash, chunks: frames - 1, error: '' });
  expect(run.chunks).toBeGreaterThan(1);
  const [loaded] = await settled();
  expect(loaded?.visits).toMatchObject([
    {
      number: 1,
      path: '/v1/tts/live',
      agent: '',
      speed: null,
      state: 'over',
      departures: [],
      played: frames + 1,
      of: frames + 1,
    },
  ]);
  const everything = JSON.stringify([await list(), bench.lines]);
  expect(everything).not.toContain(key);
});

it('says where the client departed, and serves it all the same', async () => {
  const recorded = await record(fish, ',afterFinish=close', asTheSdk);
  const { id } = await serve(await fileOf(recorded.log));
  const run = await runSdk(`${bench.server.address()}/replay/${id}~speed=max`, ['Hello from ', 'someone else.']);
  expect(run.hash).toBe(recorded.audioHash);
  const [visit] = (await settled())[0]?.visits ?? [];
  expect(visit?.departures.map(({ says, expected, got }) => [says, expected, got])).toEqual([
    ['text differs from byte 11', 4, 'text'],
  ]);
});

it('refuses as the recording was refused', async () => {
  const recorded = await record(fish, '', [], { key: 'sandbox-402' });
  const { id, status } = await serve(await fileOf(recorded.log));
  expect(status).toBe(402);
  const base = `${bench.server.address()}/replay/${id}`;
  expect(await runSdk(base)).toMatchObject({ chunks: 0, error: 'Unexpected server response: 402' });
  const answer = await new Promise<{ status: number | undefined; type: string | undefined; body: string }>(
    (resolve) => {
      const ws = new WebSocket(`${base.replace('http', 'ws')}/v1/tts/live`);
      ws.on('unexpected-response', (_, res) => {
        let body = '';
        res.on('data', (piece) => {
          body += piece;
        });
        res.on('end', () => resolve({ status: res.statusCode, type: res.headers['content-type'], body }));
      });
    },
  );
  const handshake = recorded.log.entry(2);
  const body = handshake.kind === 'handshake' ? Buffer.from(handshake.body ?? []).toString() : '';
  expect(answer).toEqual({ status: 402, type: 'application/json', body });
  expect(body).toContain('Insufficient API credit');
});

it('gives a fishspeech client text and binary frames, byte for byte', async () => {
  const recorded = await record(speech, '', [
    { until: 'connected' },
    told({ event: 'start', token: 'x', request: { format: 'wav' } }),
    { until: 'ready' },
    told({ event: 'text', text: 'One text. ' }),
    { until: 'done' },
    { close: 1000 },
  ]);
  const { id } = await serve(await fileOf(recorded.log));
  const ws = new WebSocket(
    `${bench.server.address().replace('http', 'ws')}/replay/${id}~speed=max/v1/tts/ws?token=${key}`,
  );
  const got: string[] = [];
  ws.on('message', (data: Buffer, isBinary) => {
    got.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`);
    const event = isBinary ? '' : JSON.parse(data.toString()).event;
    if (event === 'connected') ws.send(JSON.stringify({ token: key, event: 'start', request: { format: 'wav' } }));
    if (event === 'ready') for (const text of ['One ', 'text. ']) ws.send(JSON.stringify({ event: 'text', text }));
    if (event === 'done') ws.close(1000);
  });
  await new Promise((resolve) => ws.on('close', resolve));
  const frames = Array.from({ length: recorded.log.length }, (_, i) => recorded.log.entry(i + 1)).flatMap((entry) =>
    entry.kind === 'frame' && entry.dir === 'received'
      ? [`${entry.opcode} ${Buffer.from(entry.bytes).toString('hex')}`]
      : [],
  );
  expect(got).toEqual(frames);
  expect(new Set(got.map((line) => line.split(' ')[0]))).toEqual(new Set(['text', 'binary']));
  expect((await settled())[0]?.visits[0]?.departures).toEqual([]);
  expect(JSON.stringify([await list(), bench.lines])).not.toContain(key);
});

it('is an upstream of the page while it is loaded, whose record says where the page departed', async () => {
  const recorded = await record(fish, '', [...asTheSdk, { close: 1000 }]);
  const { id } = await serve(await fileOf(recorded.log));
  const upstreams = await (await api('/api/upstreams', { headers: asPage(null) })).json();
  expect(upstreams.at(-1)).toMatchObject({
    id: `replay-${id}`,
    dialect: 'fish',
    sandbox: true,
    needsKey: false,
    address: `${bench.server.address().replace('http', 'ws')}/replay/${id}/v1/tts/live`,
  });
  const page = await openPage(bench.server);
  const session = 'c'.repeat(32);
  page.say({ op: 'open', session, upstream: `replay-${id}`, options: { model: 's1' }, switches: { speed: 'max' } });
  await page.until(session, (records) => records.some(({ body }) => body.kind === 'handshake'));
  for (const event of [
    { event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } },
    { event: 'flush' },
    { event: 'stop' },
  ])
    page.send(session, 'binary', fish.encode(event as never).bytes);
  await page.until(session, (records) => records.filter(({ body }) => body.kind === 'mark').length === 2);
  page.say({ op: 'close', session, code: 1000, reason: '' });
  const records = await page.until(session, over);
  expect(records.flatMap(({ body }) => (body.kind === 'mark' ? [`${body.by}: ${body.says}`] : []))).toEqual([
    'relay: the recording has text here, the client sent flush: ignored (entry 4 of the recording)',
    'relay: the recording has text before this stop, the client did not send it (entry 4 of the recording)',
  ]);
  page.close();
  expect((await api(`/api/replay/${id}`, { method: 'DELETE', headers: asPage('application/json') })).status).toBe(204);
  expect((await (await api('/api/upstreams', { headers: asPage(null) })).json()).length).toBe(upstreams.length - 1);
});

it('takes no more than fits, and has the room again afterwards', async () => {
  const { log } = await record(fish, '', [...asTheSdk, { close: 1000 }]);
  const text = await fileOf(log);
  const { heldBytes, id } = await serve(text);
  await bench.close();
  bench = await openBench([], { replayBytes: Math.floor(heldBytes * 1.5) });
  const first = await serve(text);
  const second = await post(text);
  expect(second.status).toBe(413);
  expect((await second.json()).error).toMatchObject({
    code: 'too_large',
    detail: expect.stringContaining('this one does not fit'),
  });
  expect((await list()).map((one) => one.id)).toEqual([first.id]);
  await api(`/api/replay/${first.id}`, { method: 'DELETE', headers: asPage('application/json') });
  expect((await post(text)).status).toBe(201);
  expect(id).not.toBe(first.id);
});

it('keeps nothing of an upload that is broken off', async () => {
  const { log } = await record(fish, '', [...asTheSdk, { close: 1000 }]);
  const text = await fileOf(log);
  const { heldBytes } = await serve(text);
  await bench.close();
  bench = await openBench([], { replayBytes: Math.floor(heldBytes * 1.5) });
  const upload = request(`${bench.server.address()}/api/replay`, { method: 'POST', headers: asPage() });
  upload.on('error', () => {});
  // All but its end: as much as is held of it is set aside, now or soon.
  upload.write(text.slice(0, -20));
  const another = async () => {
    const answer = await post(text);
    const { id } = (await answer.json()) as Loaded;
    if (answer.ok) await api(`/api/replay/${id}`, { method: 'DELETE', headers: asPage('application/json') });
    return answer.status;
  };
  await expect.poll(another).toBe(413);
  upload.destroy();
  await expect.poll(another).toBe(201);
  expect(await list()).toEqual([]);
});

it('refuses what is no recording with the reason, and says what is not whole', async () => {
  const { log } = await record(fish, '', [...asTheSdk, { close: 1000 }]);
  const text = await fileOf(log);
  const lines = text.split('\n');
  const answers = [];
  for (const body of [
    '',
    '{}',
    'x'.repeat(100),
    text.replace('"version":1', '"version":2'),
    lines.slice(0, 1).join('\n'),
  ]) {
    const answer = await post(body);
    answers.push(`${answer.status} ${(await answer.json()).error.code}`);
  }
  expect(answers).toEqual([
    '400 bad_recording',
    '400 bad_recording',
    '400 bad_recording',
    '400 recording_from_future',
    '400 bad_recording',
  ]);
  expect(await list()).toEqual([]);
  const cut = await serve(`${lines.slice(0, 6).join('\n')}\n`);
  expect(cut.notes).toEqual(['the recording is not closed: it ends after entry 5']);
  const edited = await serve(text.replace('"upstream":"test"', '"upstream":"best"'));
  expect(edited.notes).toEqual(['line 1 differs from what was written']);
});

it('answers others than its page as the gate says, and unknown addresses with a problem', async () => {
  const { log } = await record(fish, '', [...asTheSdk, { close: 1000 }]);
  const text = await fileOf(log);
  const { id } = await serve(text);
  const ask = async (path: string, init: RequestInit) => (await api(path, init)).status;
  const { Origin, Cookie } = asPage();
  const type = { 'Content-Type': 'application/x-ndjson' };
  const json = { 'Content-Type': 'application/json' };
  expect(await ask('/api/replay', { method: 'POST', body: text, headers: { Origin, ...type } })).toBe(403);
  expect(await ask('/api/replay', { method: 'POST', body: text, headers: { Cookie, ...type } })).toBe(403);
  expect(
    await ask('/api/replay', {
      method: 'POST',
      body: text,
      headers: { Cookie, Origin: 'http://evil.example', ...type },
    }),
  ).toBe(403);
  expect(await ask('/api/replay', { method: 'POST', body: text, headers: { Cookie, Origin, ...json } })).toBe(415);
  expect(await ask('/api/replay', {})).toBe(403);
  expect(await ask(`/api/replay/${id}`, { method: 'DELETE', headers: { Cookie, Origin } })).toBe(415);
  expect(await ask(`/api/replay/${id}`, { method: 'DELETE', headers: { Origin, ...json } })).toBe(403);
  expect(await ask('/api/replay/nobody', { method: 'DELETE', headers: asPage('application/json') })).toBe(404);
  expect(await ask(`/replay/${id}/x`, { headers: { Origin: 'http://evil.example' } })).toBe(403);
  expect(await (await api(`/replay/${id}`)).text()).toBe(
    'A recorded Fish Audio live session is answered here: point a WebSocket client at this address.\n',
  );
  const refused = (path: string) =>
    new Promise<string>((resolve) => {
      const ws = new WebSocket(`${bench.server.address().replace('http', 'ws')}${path}`);
      ws.on('unexpected-response', (_, res) => {
        res.on('data', (piece) => resolve(`${res.statusCode} ${JSON.parse(String(piece)).code}`));
      });
    });
  expect(await refused('/replay/nobody/v1/tts/live')).toBe('404 no_route');
  expect(await refused(`/replay/${id}~speed=0/v1/tts/live`)).toBe('400 bad_switch');
  expect(await refused(`/replay/${id}~pace=1`)).toBe('400 bad_switch');
});
