/** Very many connections at the same time: each frame is there once, as it was sent, and nothing is left when they are over. */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { frameHasher } from '../bytes/frame-hash.ts';
import { randomId } from '../clock/real.ts';
import { openWsReader } from '../relay/tap/ws-frames.ts';
import { openTcpUpstream, type TcpUpstream } from '../relay/testing/conduit-bench.ts';
import { met, rawClient, upgradeText } from '../relay/testing/raw-client.ts';
import { type Bench, openBench, openPage } from './testing/bench.ts';
import { frame } from './testing/raw-upstream.ts';

const closed: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closed.splice(0).reverse()) await close();
});

/** A console in front of an upstream that serves each connection so, given how many came before it. */
async function stand(serve: (socket: Socket, number: number) => void): Promise<{ bench: Bench; up: TcpUpstream }> {
  let count = 0;
  const up = await openTcpUpstream((socket, head) => {
    const key = /sec-websocket-key: (\S+)/i.exec(head)?.[1] ?? '';
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${lines.join('\r\n')}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on('end', () => socket.end());
    socket.resume();
    serve(socket, count++);
  });
  closed.push(up.close);
  const bench = await openBench([`--upstream=far=ws://127.0.0.1:${up.port},dialect=fish,loopback`]);
  closed.push(bench.close);
  return { bench, up };
}

const frames = 40;

/** As no other connection has it: its number stands in front. */
function soundOf(number: number, index: number): Buffer {
  const sound = Buffer.alloc(1_500 + number, index);
  sound.writeUInt32BE(number);
  return sound;
}

async function hashOf(sounds: readonly Uint8Array[]): Promise<string> {
  const hash = await frameHasher();
  for (const sound of sounds) hash.add(sound);
  return hash.hex();
}

/** Its number, and whether it is whole; -1 for none. */
async function judged(sounds: readonly Uint8Array[]): Promise<number> {
  const [first] = sounds;
  if (first === undefined) return -1;
  const number = Buffer.from(first).readUInt32BE();
  const sent = await hashOf(Array.from({ length: frames }, (_, i) => soundOf(number, i)));
  return (await hashOf(sounds)) === sent ? number : -1;
}

/** In a few pieces, those of the others between them. */
function speak(socket: Socket, number: number): void {
  let next = 0;
  const more = () => {
    const until = Math.min(frames, next + 8);
    const some: Buffer[] = [];
    while (next < until) some.push(frame(2, soundOf(number, next++)));
    if (next === frames) some.push(frame(8, Buffer.from([1000 >> 8, 1000 & 255])));
    socket.write(Buffer.concat(some));
    if (next < frames) setImmediate(more);
    else socket.end();
  };
  more();
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const inOrder = (list: readonly number[]) => [...list].sort((a, b) => a - b);

it('200 sessions speak at once, half of them through the relay and half through taps', {
  timeout: 60_000,
}, async () => {
  const { bench, up } = await stand(speak);
  const { server } = bench;
  const page = await openPage(server);
  page.say({ op: 'taps' });
  page.say({ op: 'key', request: 1, upstream: 'far', value: 'a-key-for-all-of-them' });
  for (let i = 0; i < 100; i++)
    page.say({ op: 'open', session: randomId(), upstream: 'far', options: {}, key: 'key#1' });
  const clients = numbers(0, 100).map(() => rawClient(server.port(), upgradeText('/tap/far/v1', server.port())));
  for (const { socket } of clients) socket.on('end', () => socket.end());
  await met(() => clients.every(({ end }) => end() !== 'open'), 'the end of every tap');
  const ended = () => page.records.filter(({ body }) => body.kind === 'close').length;
  await met(() => ended() === 200, 'the end of every session');

  const heard = await Promise.all(
    clients.map(async (client) => {
      const sounds: Uint8Array[] = [];
      const options = { masked: false, deflate: false, maxPayload: 2 ** 20, maxFragments: 10 };
      const message = ({ opcode, bytes }: { opcode: number; bytes: Uint8Array }) => {
        if (opcode === 2) sounds.push(bytes);
      };
      openWsReader({ ...options, message, skimmed() {}, broken() {} }).add(client.rest(), 0);
      client.socket.destroy();
      return judged(sounds);
    }),
  );
  const recorded = new Map<string, Uint8Array[]>();
  for (const { session, body } of page.records) {
    const of = recorded.get(session) ?? [];
    recorded.set(session, of);
    if (body.kind === 'frame' && body.opcode === 'binary') of.push(body.bytes);
  }
  const seen = await Promise.all([...recorded.values()].map(judged));
  expect(inOrder(seen)).toEqual(numbers(0, 200));
  // What a client got through a tap, some session of the page has.
  expect(new Set(heard).size).toBe(100);
  expect(heard.filter((number) => !seen.includes(number))).toEqual([]);

  await met(() => up.sockets.size === 0 && server.tapped() === 0 && server.relay.sessions() === 0, 'the end of all');
  page.close();
});

/** Six sockets of this process for each pair of a tap and a session. */
const mostFiles = () => {
  const { userLimits } = process.report.getReport() as unknown as { userLimits: { open_files: { soft: number } } };
  return Number(userLimits.open_files.soft) || Number.POSITIVE_INFINITY;
};

it.skipIf(mostFiles() < 7_000)(
  '1,000 idle taps and 1,000 idle sessions are open together, and all are gone again',
  { timeout: 60_000 },
  async () => {
    const { bench, up } = await stand(() => {});
    const { server } = bench;
    const count = () => new Promise<number>((resolve) => server.http.getConnections((_, now) => resolve(now)));
    const before = await count();
    const clients: Socket[] = [];
    for (let i = 0; i < 1000; i += 100) {
      const some = numbers(0, 100).map(() => rawClient(server.port(), upgradeText('/tap/far/v1', server.port())));
      await Promise.all(some.map((client) => client.until(() => client.head().startsWith('HTTP/1.1 101'))));
      clients.push(...some.map(({ socket }) => socket));
    }
    expect([server.tapped(), up.sockets.size]).toEqual([1000, 1000]);

    const pages = await Promise.all(numbers(0, 4).map(() => openPage(server)));
    const opened = () =>
      pages.reduce((sum, { records }) => sum + records.filter(({ body }) => body.kind === 'handshake').length, 0);
    for (const page of pages) {
      page.say({ op: 'key', request: 1, upstream: 'far', value: 'a-key-for-all-of-them' });
      for (let i = 0; i < 250; i++)
        page.say({ op: 'open', session: randomId(), upstream: 'far', options: {}, key: 'key#1' });
      const until = (pages.indexOf(page) + 1) * 250;
      await met(() => opened() === until, 'the handshakes');
    }
    expect([server.relay.sessions(), up.sockets.size]).toEqual([1000, 2000]);
    // More than its share is not opened for a page, and said.
    const [page] = pages;
    for (let i = 0; i < 10; i++)
      page?.say({ op: 'open', session: randomId(), upstream: 'far', options: {}, key: 'key#1' });
    const refusal = await page?.untilNotice((notice) => notice.say === 'problem');
    expect(refusal).toMatchObject({ problem: { code: 'limit_reached' } });

    for (const socket of clients) socket.destroy();
    await met(() => server.tapped() === 0, 'the end of the taps');
    const [idle, last] = [pages.slice(1), pages[0]];
    for (const one of [...idle, last]) {
      const sessions = new Set(one?.records.map(({ session }) => session));
      for (const session of sessions) one?.say({ op: 'close', session, code: 1000, reason: '' });
    }
    for (const socket of up.sockets) socket.end();
    await met(() => server.relay.sessions() === 0 && up.sockets.size === 0, 'the end of the sessions');
    for (const one of pages) one.close();
    let left = -1;
    const look = () => void count().then((now) => (left = now));
    await met(() => {
      look();
      return left === before;
    }, 'the end of every connection');
  },
);
