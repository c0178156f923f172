import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UpstreamInfo } from '../../relay/wire.ts';
import { type Bench, openPage, over, type TestPage } from '../testing/bench.ts';
import { ask, countingUpstream, logIn, openTeam, password } from '../testing/team-bench.ts';

let bench: Bench;
let page: TestPage;
let segment = '';
let sessions = 0;
let passed = 0;
const closers: (() => unknown)[] = [];
const flag = (id: string, port: number) => `--upstream=${id}=ws://127.0.0.1:${port},dialect=fish,loopback`;
const portOf = (server: ReturnType<typeof createServer>) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  const upstream = await countingUpstream();
  // Takes everything, and never answers.
  const open = new Set<Socket>();
  const silent = createServer((socket) => void open.add(socket.on('error', () => {}).resume()));
  const gone = createServer();
  for (const server of [silent, gone]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const flags = [upstream.flag, flag('silent', portOf(silent)), flag('gone', portOf(gone))];
  await new Promise((done) => gone.close(done));
  bench = await openTeam(flags, {}, {}, { sessions: 2, connectsPerMinute: 1000 });
  closers.push(
    upstream.close,
    () => silent.close(),
    () => open.forEach((socket) => void socket.destroy()),
  );
  const cookie = await logIn(bench, { name: 'ana', password });
  const list = (await (await ask(bench, '/api/upstreams', { cookie })).json()) as UpstreamInfo[];
  segment = list[0]?.tapSegment ?? '';
  page = await openPage(bench.server, cookie);
  page.say({ op: 'key', request: 1, upstream: 'gone', value: 'typed-by-ana' });
  await page.untilNotice((one) => one.say === 'key');
});
afterAll(async () => {
  page.close();
  await bench.close();
  for (const close of closers) close();
});

const host = () => `Host: 127.0.0.1:${bench.server.port()}\r\n`;
const upgraded = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\n${host()}${upgraded}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
const tap = (id: string, faults = '') => `/tap/${id}${segment}${faults === '' ? '' : `,fault=${faults}`}/v1/tts/live`;
const call = (path: string) => `GET ${path} HTTP/1.1\r\n${host()}\r\n`;

/** Says it, and ends the connection: at once with a reset, or when an answer has come. */
function client(text: string, end: 'reset' | 'answered' | 'cut'): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(bench.server.port(), '127.0.0.1', () => socket.write(text));
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    if (end === 'answered') socket.once('data', () => socket.end());
    // Everything before it has been read by then: it comes to the same server.
    else ask(bench, '/healthz').then(() => (end === 'reset' ? socket.resetAndDestroy() : socket.destroy()));
  });
}

const audits = () => bench.lines.filter((line) => line.startsWith('{')).length;

const ways: [string, number, () => Promise<unknown>][] = [
  ['a client that leaves a joined tap', 1, () => client(upgrade(tap('mine')), 'answered')],
  ['one that resets while its upstream is asked', 1, () => client(upgrade(tap('silent')), 'reset')],
  ['an upstream that is not there', 1, () => client(upgrade(tap('gone')), 'answered')],
  ['a refusal in place of the upstream', 1, () => client(upgrade(tap('mine', 'http-429')), 'answered')],
  ['faults that cannot be', 1, () => client(upgrade(tap('mine', 'no-such')), 'answered')],
  ['a plain call', 1, () => client(call(tap('mine')), 'answered')],
  ['a plain call to nobody', 1, () => client(call(tap('gone')), 'answered')],
  ['a plain call that is reset', 1, () => client(call(tap('silent')), 'reset')],
  [
    'an answer of ours behind one that never comes',
    2,
    () => client(call(tap('silent')) + call(tap('mine', 'http-429')), 'cut'),
  ],
  [
    'a session whose dial fails',
    1,
    async () => {
      const session = (++sessions).toString(16).padStart(32, '0');
      page.say({ op: 'open', session, upstream: 'gone', options: {}, key: 'key#1' });
      await page.until(session, over);
    },
  ],
];

it.each(ways)('gives the place back of %s', async (_name, places, pass) => {
  // Twice as often as there are places: who finds none leaves no line, and is waited for in vain.
  for (let i = 0; i < 4; i += places) {
    await pass();
    passed += places;
    while (audits() < passed) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(audits()).toBe(passed);
});
