/** The console's own doors to its taps: real clients over real sockets, a page that gets their records. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { realClock } from '../../clock/real.ts';
import { came, closed, drawnRecord, opened, sent } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import type { BatchRecord } from '../../relay/batch.ts';
import { met, rawClient, upgradeText } from '../../relay/testing/raw-client.ts';
import { createSandbox } from '../../sandbox/node/sandbox-server.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import { type Bench, openBench, openPage, type TestPage } from '../testing/bench.ts';

const fish = dialectOf('fish') as Dialect;
const key = `sk-${randomBytes(16).toString('hex')}`;

/** A session of one text, as a file. */
async function recorded(): Promise<string> {
  const log = drawnRecord(fish, [
    ...opened('ws://127.0.0.1:9/v1/tts/live', ''),
    sent(20, fish, { event: 'start', request: { text: '' } }),
    sent(30, fish, { event: 'text', text: 'Hello.' }),
    sent(40, fish, { event: 'stop' }),
    came(50, fish, { event: 'audio', audio: new Uint8Array(8) }),
    closed(60, 'peer', 1000),
  ]);
  const writer = await recordingWriter({ session: log.head });
  const lines = [writer.header()];
  for (let seq = 1; seq <= log.length; seq++) lines.push(writer.entry(log.entry(seq)));
  return `${lines.join('')}${writer.end()}`;
}

let bench: Bench;
let page: TestPage;
beforeEach(async () => {
  bench = await openBench([], { sandbox: createSandbox({ clock: realClock, voice: toneVoice() }) });
  page = await openPage(bench.server);
  page.say({ op: 'taps' });
});
afterEach(async () => {
  page.close();
  await bench.close();
});

const base = () => bench.server.address();
const tapped = () =>
  page.notices.flatMap((notice) => (notice.say === 'session' && notice.tap !== undefined ? [notice] : []));
async function session(): Promise<string> {
  const notice = await page.untilNotice((one) => one.say === 'session' && one.tap !== undefined);
  return notice.say === 'session' ? notice.head.id : '';
}

it('a client of the sandbox through the tap is a session of the page, with its key masked', async () => {
  const ws = new WebSocket(`${base().replace('http', 'ws')}/tap/sandbox-fish@ci~pace=0,afterFinish=close/v1/tts/live`, {
    headers: { Authorization: `Bearer ${key}`, 'User-Agent': 'some-client/1.0' },
  });
  const got: Buffer[] = [];
  ws.on('message', (data: Buffer) => void got.push(data));
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  for (const event of [{ event: 'start', request: { text: 'Hi.', format: 'pcm' } }, { event: 'stop' }])
    ws.send(fish.encode(event as never).bytes);
  await new Promise((resolve) => ws.once('close', resolve));
  const id = await session();
  expect(tapped()[0]).toMatchObject({ tap: { name: 'ci', kind: 'spliced', keeps: true }, head: { via: 'tap' } });
  const records = await page.until(id, (all) => all.some(({ body }) => body.kind === 'close'));
  const bodies = records.map(({ body }) => body);
  expect(bodies[0]).toMatchObject({
    kind: 'dial',
    via: 'tap',
    tapped: 'spliced',
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/sandbox\/fish~pace=0,afterFinish=close\/v1\/tts\/live$/),
  });
  expect(JSON.stringify(bodies[0])).toContain('some-client/1.0');
  const frames = bodies.flatMap((body) => (body.kind === 'frame' && body.opcode === 'binary' ? [body] : []));
  const received = frames.filter(({ dir }) => dir === 'received').map(({ bytes }) => Buffer.from(bytes));
  expect(received).toEqual(got);
  expect(frames.filter(({ dir }) => dir === 'sent').length).toBe(2);
  expect(bodies.at(-1)).toMatchObject({ kind: 'close', by: 'peer', code: 1000 });
  expect(page.everything()).not.toContain(key);
  expect(JSON.stringify(bench.lines)).not.toContain(key);
  await met(() => bench.server.tapped() === 0);
});

it('a plain call goes through to the sandbox, and none of our headers come back', async () => {
  const answer = await fetch(`${base()}/tap/sandbox-fish/v1/tts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'Hi.', format: 'pcm' }),
  });
  expect(answer.status).toBe(200);
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  for (const name of ['content-security-policy', 'cross-origin-opener-policy', 'permissions-policy'])
    expect(answer.headers.get(name)).toBe(null);
  const records = await page.until(await session(), (all) => all.some(({ body }) => body.kind === 'http'));
  const call = records.find(({ body }) => body.kind === 'http')?.body;
  expect(call).toMatchObject({ kind: 'http', method: 'POST', status: 200 });
  expect(page.everything()).not.toContain(key);
});

it('no header of a client is left out, however many there are', async () => {
  const many = Array.from({ length: 2300 }, () => 'a:b');
  const port = bench.server.port();
  const client = rawClient(port, upgradeText('/tap/sandbox-fish/v1/tts/live', port, many));
  await client.until(() => client.head() !== '');
  const records = await page.until(await session(), (all) => all.some(({ body }) => body.kind === 'handshake'));
  const [dial] = records.map(({ body }) => body);
  expect(dial?.kind === 'dial' && dial.headers.filter(({ name }) => name === 'a').length).toBe(2300);
  client.socket.destroy();
});

it('a refusal of the sandbox reaches the client as the sandbox said it', async () => {
  const client = rawClient(
    bench.server.port(),
    upgradeText('/tap/sandbox-fish/v1/tts/live', bench.server.port(), ['Authorization: Bearer sandbox-402']),
  );
  await client.until(() => client.end() === 'fin');
  const direct = rawClient(
    bench.server.port(),
    upgradeText('/sandbox/fish/v1/tts/live', bench.server.port(), ['Authorization: Bearer sandbox-402']),
  );
  await direct.until(() => direct.end() === 'fin');
  expect(client.head()).toMatch(/^HTTP\/1\.1 402 /);
  expect(client.rest()).toEqual(direct.rest());
  client.socket.destroy();
  direct.socket.destroy();
});

it('has our own headers where the answer is ours, and lets no other site in', async () => {
  const unknown = await fetch(`${base()}/tap/nowhere/v1/tts`);
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await unknown.json()).toMatchObject({
    error: { code: 'unknown_upstream', detail: expect.stringContaining('sandbox-fish, sandbox-fishspeech, fish') },
  });
  const foreign = { Origin: 'http://evil.example' };
  expect((await fetch(`${base()}/tap/sandbox-fish/v1/tts`, { headers: foreign })).status).toBe(403);
  const image = { 'Sec-Fetch-Site': 'cross-site' };
  const client = rawClient(
    bench.server.port(),
    upgradeText('/tap/sandbox-fish', bench.server.port(), ['Origin: http://evil.example']),
  );
  await client.until(() => client.end() !== 'open');
  expect(client.head()).toMatch(/^HTTP\/1\.1 403 /);
  expect((await fetch(`${base()}/tap/sandbox-fish/v1/tts`, { headers: image })).status).toBe(403);
  expect(tapped()).toEqual([]);
});

it('a recording that is served tells the tap where the client departs from it', async () => {
  const loaded = await fetch(`${base()}/api/replay`, {
    method: 'POST',
    headers: { Origin: base(), Cookie: bench.server.cookie(), 'Content-Type': 'application/x-ndjson' },
    body: await recorded(),
  });
  const { id } = (await loaded.json()) as { id: string };
  const ws = new WebSocket(`${base().replace('http', 'ws')}/tap/replay-${id}~speed=max/v1/tts/live`);
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  ws.send(fish.encode({ event: 'flush' }).bytes);
  const departs = ({ body }: BatchRecord) => body.kind === 'mark' && body.says.startsWith('the recording has');
  const records = await page.until(await session(), (all) => all.some(departs));
  expect(records.find(departs)?.body).toMatchObject({ by: 'relay' });
  ws.terminate();
});

it('the server closes with its taps: their clients are told, nothing is left', async () => {
  const port = bench.server.port();
  const clients = Array.from({ length: 5 }, () =>
    rawClient(port, upgradeText('/tap/sandbox-fish', port, [`Authorization: Bearer ${key}`])),
  );
  await Promise.all(clients.map((client) => client.until(() => client.head() !== '')));
  expect(bench.server.tapped()).toBe(5);
  await bench.close();
  await Promise.all(clients.map((client) => client.until(() => client.end() !== 'open')));
  expect(bench.server.tapped()).toBe(0);
  for (const client of clients) client.socket.destroy();
});
