import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import type { UpstreamInfo } from '../../relay/wire.ts';
import { subProtocol } from '../../relay/wire.ts';
import { SessionLog } from '../../session/session-log.ts';
import { type Bench, openPage, over } from '../testing/bench.ts';
import { ask, countingUpstream, logIn, openTeam, password } from '../testing/team-bench.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const id = (n: number) => n.toString(16).padStart(32, '0');
const open = (session: string, handle: string) =>
  ({ op: 'open', session, upstream: 'mine', options: {}, key: handle }) as const;

let upstream: Awaited<ReturnType<typeof countingUpstream>>;
let bench: Bench;
let ana = '';
let bo = '';

beforeAll(async () => {
  upstream = await countingUpstream();
  bench = await openTeam([upstream.flag, '--shared-key', '--tap-key'], { mine: key });
  ana = await logIn(bench, { name: 'ana', password });
  bo = await logIn(bench, { name: 'bo', password });
});
afterAll(async () => {
  await bench.close();
  upstream.close();
});

const infos = async (cookie: string) =>
  (await (await ask(bench, '/api/upstreams', { cookie })).json()) as UpstreamInfo[];
const mine = async (cookie: string) => (await infos(cookie)).find((one) => one.id === 'mine') as UpstreamInfo;
const audits = () => bench.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
/** The status of an answer, over a connection of its own; 101 for an upgrade that is let in. */
function status(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(bench.server.port(), '127.0.0.1');
    const lines = Object.entries({ Host: `127.0.0.1:${bench.server.port()}`, ...headers });
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.once('data', (answer) => {
      resolve(Number(answer.toString('latin1').slice(9, 12)));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const get = (path: string) => status(path, { Connection: 'close' });
const upgrade = (path: string, headers: Record<string, string> = {}) =>
  status(path, {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  });

it('dials nobody for a thousand who are not logged in', async () => {
  const { tapSegment = '' } = await mine(ana);
  const token = tapSegment.slice(3);
  const Origin = bench.server.address();
  const relay = { Origin, 'Sec-WebSocket-Protocol': subProtocol };
  const wrong = { ...relay, Cookie: `wiretone_${bench.server.port()}=${token}` };
  const tries: (() => Promise<number>)[] = [
    () => upgrade('/api/relay', relay),
    () => upgrade('/api/relay', wrong),
    () => upgrade('/tap/mine/v1/tts/live', { Authorization: `Bearer ${key}` }),
    () => upgrade('/tap/mine~t=/v1/tts/live'),
    () => upgrade(`/tap/mine~t=${token.slice(1)}/v1/tts/live`),
    () => upgrade(`/tap/mine~t=${token}x/v1/tts/live`),
    () => upgrade('/replay/abcdef/v1/tts/live'),
    () => upgrade('/sandbox/fish~flood=1000000x1048576x10000000/v1/tts/live', { Authorization: 'Bearer any' }),
    () => get('/sandbox/fish/v1/tts'),
    () => get('/tap/mine/v1/tts'),
    () => get('/api/upstreams'),
    () => get('/'),
  ];
  const counts = new Map<number, number>();
  for (let round = 0; round < 84; round++) {
    const statuses = await Promise.all(tries.map((one) => one()));
    for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({ 303: 84, 403: 924 });
  expect(upstream.dialled).toHaveLength(0);
  expect(bench.server.relay.sessions() + bench.server.tapped()).toBe(0);
}, 60_000);

it('tells each user who they are, and what they may', async () => {
  expect(await (await ask(bench, '/api/me', { cookie: ana })).json()).toEqual({
    user: { id: 'ana', name: 'ana' },
    login: true,
    team: true,
    limits: { sessions: 4, sessionMs: 1_800_000, sessionBytes: 268_435_456, connectsPerMinute: 10 },
  });
  const [hers, his] = [await mine(ana), await mine(bo)];
  // Not a character of it: it is somebody else's.
  expect(hers.heldKey).toEqual({ handle: 'key#1', length: key.length, tail: null });
  expect(hers.tapSegment).toMatch(/^~t=[\w-]{22}$/);
  expect(his.tapSegment).not.toBe(hers.tapSegment);
  const answer = await ask(bench, '/api/me', { cookie: ana });
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(answer.headers.get('set-cookie')).toBe(null);
});

describe('what one user has', () => {
  it('is limited, and is nothing to another', async () => {
    const [hers, his] = [await openPage(bench.server, ana), await openPage(bench.server, bo)];
    const handle = (await mine(ana)).heldKey?.handle as string;
    hers.say({ op: 'taps' });
    his.say({ op: 'taps' });
    for (const n of [1, 2, 3, 4, 5]) hers.say(open(id(n), handle));
    const refused = await hers.untilNotice((one) => one.say === 'problem');
    expect(refused).toMatchObject({ session: id(5), problem: { code: 'limit_reached' } });
    for (const n of [1, 2, 3, 4])
      await hers.until(id(n), (records) => records.some(({ body }) => body.kind === 'handshake'));
    expect(upstream.dialled).toHaveLength(4);
    expect(upstream.dialled[0]?.headers.authorization).toBe(`Bearer ${key}`);

    // Handles and ids are easily guessed: they mean nothing elsewhere.
    hers.say({ op: 'key', request: 7, upstream: 'mine', value: 'a-key-that-ana-typed' });
    const typed = await hers.untilNotice((one) => one.say === 'key');
    const herHandle = typed.say === 'key' ? typed.handle : '';
    his.say(open(id(20), herHandle));
    expect(await his.untilNotice((one) => one.say === 'problem')).toMatchObject({ problem: { code: 'key_needed' } });
    his.say({ op: 'resume', session: id(1), seq: 0 });
    await his.untilNotice((one) => one.say === 'gone');
    his.say({ op: 'close', session: id(1), code: 1000, reason: '' });
    his.send(id(1), 'text', encodeUtf8('from bo'));
    await his.untilNotice((one) => one.say === 'problem' && one.problem.code === 'not_connected');
    hers.send(id(1), 'text', encodeUtf8('from ana'));
    const records = await hers.until(id(1), (list) =>
      list.some(({ body }) => body.kind === 'frame' && body.dir === 'received'),
    );
    expect(records.map(({ body }) => body.kind)).toEqual(['dial', 'handshake', 'frame', 'frame']);

    // Nor is the server's key ever said to an upstream, which may read it aloud.
    const filler = encodeUtf8(`[${'x'.repeat(key.length)}]`);
    const holes = [{ start: 1, end: 1 + key.length, key: handle }];
    hers.send(id(2), 'text', Uint8Array.from(filler), holes);
    await hers.until(id(2), (list) =>
      list.some(({ body }) => body.kind === 'failure' && body.problem.code === 'bad_value'),
    );

    hers.say({ op: 'close', session: id(1), code: 1000, reason: '' });
    await hers.until(id(1), over);
    // Her tap is hers alone; so are her rules.
    const { tapSegment = '' } = await mine(ana);
    his.say({ op: 'rules', rules: [{ id: 'r1', on: true, upstream: 'any', dir: 'both', act: 'drop' }] });
    await his.untilNotice((one) => one.say === 'rules' && one.rules.length === 1);
    const at = `${bench.server.address().replace('http', 'ws')}/tap/mine${tapSegment}/v1/tts/live?a=%20b`;
    const client = new WebSocket(at, { headers: { Authorization: 'Bearer any', model: 's1' } });
    await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
    client.send('through the tap');
    await new Promise((resolve) => client.once('message', resolve));
    expect(upstream.dialled[4]).toMatchObject({
      url: '/v1/tts/live?a=%20b',
      headers: { authorization: `Bearer ${key}`, model: 's1' },
    });
    const begun = await hers.untilNotice((one) => one.say === 'session' && one.tap !== undefined);
    expect(begun).toMatchObject({ tap: { kind: 'spliced' } });
    expect(await upgrade(`/tap/mine${tapSegment}/v1/tts/live`)).toBe(429);
    const call = await fetch(at.replace('ws', 'http'));
    expect([call.status, (await call.json()).error.code]).toEqual([429, 'limit_reached']);
    expect(call.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
    const turnedAway = new WebSocket(at).on('error', () => {});
    const [, answered] = await once(turnedAway, 'unexpected-response');
    expect([answered.statusCode, answered.headers['retry-after']]).toEqual([429, call.headers.get('retry-after')]);
    answered.destroy();
    expect(call.headers.get('strict-transport-security')).toBe('max-age=31536000');

    // The server's key goes to no client, though it stands in this record.
    const tapped = begun.say === 'session' ? begun.head.id : '';
    hers.tell({ op: 'inject', session: tapped, to: 'client', opcode: 'text', holes }, Uint8Array.from(filler));
    await hers.untilNotice((one) => one.say === 'problem' && one.problem.code === 'key_needed');
    hers.tell({ op: 'inject', session: tapped, to: 'upstream', opcode: 'text', holes }, Uint8Array.from(filler));
    await hers.untilNotice((one) => one.say === 'problem' && one.problem.code === 'bad_value');
    client.close();
    await hers.until(tapped, over);
    expect(his.notices.filter((one) => one.say === 'session')).toEqual([]);
    expect(his.records).toEqual([]);

    hers.close();
    his.close();
    for (const text of [hers.everything(), his.everything(), bench.lines.join('\n')]) expect(text).not.toContain(key);
    expect(audits()).toEqual([
      expect.objectContaining({
        audit: 'session',
        user: 'ana',
        way: 'relay',
        upstream: 'mine',
        sentBytes: 8,
        code: 1000,
      }),
      expect.objectContaining({ user: 'ana', way: 'tap', upstream: 'mine' }),
    ]);
    expect(Object.keys(audits()[0])).toEqual([
      'audit',
      'at',
      'user',
      'way',
      'upstream',
      'durationMs',
      'sentBytes',
      'receivedBytes',
      'code',
    ]);
    expect(bench.lines.join('\n')).not.toMatch(/from ana|through the tap|s1|%20b/);
  }, 30_000);

  it('is not posted, listed or taken away by another', async () => {
    const list = async (cookie: string) => (await ask(bench, '/api/replay', { cookie })).json();
    const head = { id: id(40), upstream: 'mine', dialect: 'fish', startedAt: 0, via: 'relay' } as const;
    const log = new SessionLog(head);
    log.append(1, { kind: 'dial', url: 'wss://x.example/v1/tts/live', headers: [], via: 'relay' });
    log.append(2, { kind: 'handshake', status: 101, statusText: '', headers: [], timings: {} });
    log.append(3, { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true });
    const writer = await recordingWriter({ session: head });
    const body = `${writer.header()}${[1, 2, 3].map((seq) => writer.entry(log.entry(seq))).join('')}${writer.end()}`;
    const Origin = bench.server.address();
    const headers = { Origin, Cookie: ana, 'Content-Type': 'application/x-ndjson' };
    const posted = await fetch(`${Origin}/api/replay`, { method: 'POST', headers, body });
    expect(posted.status).toBe(201);
    const hers = await list(ana);
    expect([hers, await list(bo)]).toEqual([[expect.anything()], []]);
    const path = `/replay/${hers[0].id}`;
    const taken = await fetch(`${Origin}/api/replay/${hers[0].id}`, {
      method: 'DELETE',
      headers: { Origin, Cookie: bo, 'Content-Type': 'application/json' },
    });
    expect(taken.status).toBe(404);
    expect((await infos(bo)).map(({ id }) => id)).not.toContain(`replay-${hers[0].id}`);
    const his = (await mine(bo)).tapSegment;
    expect([await upgrade(path), await upgrade(`${path}~t=x`), await upgrade(`${path}${his}`)]).toEqual([
      403, 403, 404,
    ]);
    expect(await list(ana)).toEqual(hers);
  });
});

it('ends a login when its user logs out: pages lose their link', async () => {
  const page = await openPage(bench.server, bo);
  expect((await ask(bench, '/api/logout', { body: {} })).status).toBe(403);
  const answer = await ask(bench, '/api/logout', { cookie: bo, body: {} });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringMatching(/^wiretone_\d+=; .*Max-Age=0$/),
  ]);
  expect(await page.closed()).toBe(1008);
  expect((await ask(bench, '/api/me', { cookie: bo })).status).toBe(403);
  expect((await ask(bench, '/api/me', { cookie: ana })).status).toBe(200);
});
