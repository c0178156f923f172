/** Clients and upstreams on both sides of a parsed tap: those of `ws`, and ones that write their frames themselves. For tests only. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { parsedBench, type UpgradeListener } from './parsed-bench.ts';

type Bench = Awaited<ReturnType<typeof parsedBench>>;
/** Of the test under way: `tapped` opens it. */
export let bench: Bench;

/** Opens the bench, and looks afterwards whether anything was left. */
export async function tapped(...args: Parameters<typeof parsedBench>): Promise<Bench> {
  bench = await parsedBench(...args);
  return bench;
}

export async function nothingLeft() {
  await until(() => expect([bench.tap.open(), bench.sockets()]).toEqual([0, 0]));
  expect(bench.clock.pending()).toBe(0);
  for (const { lines, ended } of bench.records) {
    expect(ended).toBe(true);
    expect(lines.filter((line) => /^\d+ ended /.test(line))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^\d+ ended /);
  }
}

/** An upstream of `ws`. */
export function server(serve: (ws: WebSocket) => void, options: object = {}): UpgradeListener {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false, ...options });
  return (request, socket, head) => wss.handleUpgrade(request, socket, head, serve);
}

/** An upstream that writes its frames itself. */
export function rawServer(serve: (socket: Socket) => void): UpgradeListener {
  return (request, socket) => {
    socket.on('error', () => {});
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    serve(socket as Socket);
  };
}

/** `prepare`: frames may come with the answer. */
export async function opened(rest = '', prepare: (ws: WebSocket) => void = () => {}): Promise<WebSocket> {
  const ws = new WebSocket(bench.address(rest), { perMessageDeflate: false, autoPong: false });
  prepare(ws);
  await once(ws, 'open');
  return ws;
}

/** A client that writes its frames itself: what it gets is in `got`, behind the head of the answer. */
export async function rawClient(target: string, headers = '') {
  const socket = connect({ port: bench.port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  const ends: string[] = [];
  socket.on('error', () => ends.push('reset'));
  socket.on('end', () => ends.push('fin'));
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`,
  );
  const whole = () => Buffer.concat(chunks).toString('latin1');
  await until(() => expect(whole()).toContain('\r\n\r\n'));
  const got = () => Buffer.from(whole().slice(whole().indexOf('\r\n\r\n') + 4), 'latin1');
  return { socket, got, ended: () => until(() => expect(ends).not.toEqual([])), ends };
}

export const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 2 });

/** Masked with zeros: what is written is what is read. */
export function frame(first: number, payload: Uint8Array, masked: boolean): Buffer {
  const head = Buffer.from([first, (masked ? 0x80 : 0) | payload.length]);
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), payload]);
}

export function closePayload(code: number, reason = ''): Buffer {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  return payload;
}

export function firstRecord() {
  const [record] = bench.records;
  if (record === undefined) throw new Error('nothing was recorded');
  return record;
}

export const hash = (all: readonly Uint8Array[]) => {
  const sum = createHash('sha256');
  for (const bytes of all) sum.update(`${bytes.length} `).update(bytes);
  return sum.digest('hex');
};
export const payload = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255);
