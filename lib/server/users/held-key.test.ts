import { afterEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { fakeClock } from '../../clock/fake.ts';
import type { ConsoleServerParts } from '../console-server.ts';
import { type Bench, openPage } from '../testing/bench.ts';
import { ask, countingUpstream, logIn, openKeyed, openTeam, password } from '../testing/team-bench.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Pages that answer with the headers they were asked with. */
const echo: ConsoleServerParts['pages'] = async () => ({
  request: async (request, response) => void response.end(JSON.stringify(request.headers)),
  hotReload: (_request, socket) => void socket.destroy(),
  close: async () => {},
});

async function keyed(args: string[], more: Parameters<typeof openKeyed>[2] = {}) {
  const upstream = await countingUpstream();
  const bench = await openKeyed([upstream.flag, ...args], { mine: key }, more);
  closers.push(upstream.close, bench.close);
  return { ...upstream, bench };
}

async function tap({ server }: Bench, path: string): Promise<WebSocket | number> {
  const client = new WebSocket(`${server.address().replace('http', 'ws')}${path}`, {
    headers: { Authorization: 'Bearer theirs-1234' },
  });
  return new Promise((resolve) => {
    client.once('open', () => resolve(client));
    client.once('unexpected-response', (_, answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    client.on('error', () => {});
  });
}

it('asks for a login on this machine when the server holds a key', async () => {
  const { bench } = await keyed([], { pages: echo });
  const page = await ask(bench, '/rules/A08?x=y', { cookie: bench.server.cookie() });
  expect([page.status, page.headers.get('location'), page.headers.get('set-cookie')]).toEqual([303, '/login', null]);
  const steered = { 'x-wiretone-login': 'none', 'X-Wiretone-Else': 'x' };
  const login = await (await fetch(`${bench.server.address()}/login`, { headers: steered })).json();
  expect([login['x-wiretone-login'], login['x-wiretone-else']]).toEqual(['link', undefined]);
  expect((await ask(bench, '/api/upstreams', { cookie: bench.server.cookie() })).status).toBe(403);
  await expect(openPage(bench.server)).rejects.toThrow('403');

  // Whoever came was shown where the link is: in the terminal.
  const code = bench.lines.find((line) => line.includes('/login#c='))?.split('#c=')[1] ?? '';
  const cookie = await logIn(bench, { code });
  expect((await ask(bench, '/', { cookie })).status).toBe(200);
  expect(await (await ask(bench, '/api/me', { cookie })).json()).toEqual({
    user: { id: 'local', name: 'local' },
    login: true,
    team: false,
  });
  (await openPage(bench.server, cookie)).close();
  const told = await (await ask(bench, '/api/upstreams', { cookie })).text();
  expect(told).not.toContain(key);
  expect(told).toContain(`"length":${key.length},"tail":"9c21"`);
  expect(bench.lines.join('\n')).not.toMatch(/x=y/);
});

it('asks for none, and knows nothing of logins, without such a key', async () => {
  const { bench } = await keyed([], { pages: echo });
  const plain = await openKeyed([], {}, { pages: echo });
  closers.push(plain.close);
  const headers = await (await ask(plain, '/')).json();
  expect(headers['x-wiretone-login']).toBe(undefined);
  const cookie = plain.server.cookie();
  expect(await (await ask(plain, '/api/me', { cookie })).json()).toEqual({ user: null, login: false, team: false });
  expect((await ask(plain, '/api/login', { cookie, body: { code: 'x' } })).status).toBe(404);
  expect(plain.server.loginLink()).toBe(null);
  expect((await ask(bench, '/api/login', { body: { code: 'x' } })).status).toBe(401);
});

it('uses the key in taps only when told to, and only at the address that was printed', async () => {
  const { bench, dialled } = await keyed(['--tap-key']);
  const address = bench.server.keyedTaps()[0]?.slice(bench.server.address().length) ?? '';
  expect(address).toMatch(/^\/tap\/mine~t=[\w-]{22}$/);
  expect(await tap(bench, '/tap/mine/v1/tts/live')).toBe(403);
  expect(await tap(bench, '/tap/mine~t=wrong/v1/tts/live')).toBe(403);
  expect(dialled).toHaveLength(0);
  for (const path of [`${address}/v1/tts/live`, '/tap/sandbox-fish/v1/tts/live']) {
    const client = await tap(bench, path);
    expect(client).toBeInstanceOf(WebSocket);
    (client as WebSocket).terminate();
  }
  expect(dialled.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${key}`]);
});

it('leaves the clients of taps their own key otherwise', async () => {
  const { bench, dialled } = await keyed([]);
  ((await tap(bench, '/tap/mine/v1/tts/live')) as WebSocket).terminate();
  expect(dialled.map(({ headers }) => headers.authorization)).toEqual(['Bearer theirs-1234']);
  expect(bench.server.keyedTaps()).toEqual([]);
});

it('ends a tap, and a plain call, that carries more than a user may', async () => {
  const upstream = await countingUpstream();
  const bench = await openTeam([upstream.flag], {}, {}, { sessionBytes: 1000 });
  closers.push(upstream.close, bench.close);
  const cookie = await logIn(bench, { name: 'ana', password });
  const list = await (await ask(bench, '/api/upstreams', { cookie })).json();
  const { tapSegment } = list.find((one: { id: string }) => one.id === 'mine');
  expect(list[0].address).toBe('wss://console.example/sandbox/fish/v1/tts/live');
  const client = (await tap(bench, `/tap/mine${tapSegment}/v1/tts/live`)) as WebSocket;
  client.send('x'.repeat(300));
  await new Promise((resolve) => client.once('message', resolve));
  expect(client.readyState).toBe(WebSocket.OPEN);
  client.send('x'.repeat(600));
  await new Promise((resolve) => client.once('close', resolve));
  const post = { method: 'POST', body: 'x'.repeat(2000) };
  const call = fetch(`${bench.server.address()}/tap/sandbox-fish${tapSegment}/v1/tts`, post);
  await expect(call.then((answer) => answer.arrayBuffer())).rejects.toThrow();
  while (bench.lines.filter((line) => line.startsWith('{')).length < 2) await new Promise((done) => setImmediate(done));
  const lines = bench.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(lines.map(({ way, upstream: id }) => `${way} ${id}`)).toEqual(['tap mine', 'tap sandbox-fish']);
  expect(lines.every(({ sentBytes, receivedBytes }) => sentBytes + receivedBytes > 1000)).toBe(true);
});

it('ends the connections of a page at once when its user logs out; of other logins, and of taps, none', async () => {
  const clock = fakeClock();
  const upstream = await countingUpstream();
  const bench = await openTeam([upstream.flag], { mine: key }, { clock });
  let closed = false;
  closers.push(upstream.close, async () => {
    bench.close().then(() => {
      closed = true;
    });
    while (!closed) {
      await clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const [left, other] = [await logIn(bench, { name: 'ana', password }), await logIn(bench, { name: 'ana', password })];
  const pages = [await openPage(bench.server, left), await openPage(bench.server, other)];
  for (const [at, page] of pages.entries()) {
    const session = String(at + 1).repeat(32);
    page.say({ op: 'open', session, upstream: 'mine', options: {}, key: 'key#1' });
    while (upstream.dialled.length <= at) await new Promise((resolve) => setImmediate(resolve));
  }
  const list = await (await ask(bench, '/api/upstreams', { cookie: left })).json();
  const { tapSegment } = list.find((one: { id: string }) => one.id === 'mine');
  const client = (await tap(bench, `/tap/mine${tapSegment}/v1/tts/live`)) as WebSocket;
  const before = clock.now();
  expect((await ask(bench, '/api/logout', { cookie: left, body: {} })).status).toBe(204);
  expect(await upstream.dialled[0]?.closed).toBe(1001);
  expect(await pages[0]?.closed()).toBe(1008);
  expect([clock.now() - before, bench.server.relay.sessions()]).toEqual([0, 1]);
  client.send('still here');
  await new Promise((resolve) => client.once('message', resolve));
  pages[1]?.close();
  client.terminate();
}, 30_000);

it('begins nothing while it goes down, tells pages, and waits for what is under way as long as it was told', async () => {
  const clock = fakeClock();
  const upstream = await countingUpstream();
  const bench = await openTeam([upstream.flag], {}, { clock });
  let closed = false;
  const close = async () => {
    // Goodbyes have deadlines of their own.
    bench.close().then(() => {
      closed = true;
    });
    while (!closed) {
      await clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  closers.push(upstream.close, close);
  const cookie = await logIn(bench, { name: 'ana', password });
  const page = await openPage(bench.server, cookie);
  const list = await (await ask(bench, '/api/upstreams', { cookie })).json();
  const { tapSegment } = list.find((one: { id: string }) => one.id === 'mine');
  const path = `/tap/mine${tapSegment}/v1/tts/live`;
  const client = (await tap(bench, path)) as WebSocket;
  expect(page.notices.filter((one) => one.say === 'problem')).toEqual([]);
  expect(await (await ask(bench, '/healthz')).text()).toBe('ok');

  let drained = false;
  const draining = bench.server.drain(30_000).then(() => {
    drained = true;
  });
  const told = await page.untilNotice((one) => one.say === 'problem');
  expect(told).toMatchObject({ problem: { code: 'draining', detail: expect.stringContaining('30 s') } });
  const health = await ask(bench, '/healthz');
  expect([health.status, await health.text()]).toEqual([503, 'draining']);
  expect(await tap(bench, path)).toBe(503);
  expect((await ask(bench, '/api/login', { body: { name: 'ana', password } })).status).toBe(503);
  page.say({ op: 'open', session: '0'.repeat(32), upstream: 'sandbox-fish', options: {} });
  await page.untilNotice((one) => one.say === 'problem' && one.session !== undefined);
  client.send('still here');
  await new Promise((resolve) => client.once('message', resolve));
  await clock.advance(10_000);
  // Who comes now is told at once, with what is left.
  const late = await openPage(bench.server, cookie);
  const toldLate = await late.untilNotice((one) => one.say === 'problem');
  expect(toldLate).toMatchObject({ problem: { code: 'draining', detail: expect.stringContaining('20 s') } });
  expect(late.notices.map((one) => one.say).slice(0, 2)).toEqual(['hello', 'problem']);
  late.close();
  await clock.advance(19_999);
  expect(drained).toBe(false);
  await clock.advance(1);
  await draining;
  expect(client.readyState).toBe(WebSocket.OPEN);

  // Sooner, where nothing is under way any more.
  const again = bench.server.drain(30_000);
  client.terminate();
  while (bench.server.tapped() > 0) {
    await clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const before = clock.now();
  await clock.advance(100);
  await again;
  expect(clock.now() - before).toBe(100);
  page.close();
}, 30_000);
