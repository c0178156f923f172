/** What a client is answered on its raw socket, where no HTTP server stands between us any more. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../clock/clock.ts';
import type { Header } from '../../../transport/dial.ts';
import type { TapRefusal } from './tap-keeper.ts';

/** The first lines of an answer, as bytes: headers are Latin-1. */
export function answerHead(status: number, statusText: string, headers: readonly Header[]): Buffer {
  const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`HTTP/1.1 ${String(status).padStart(3, '0')} ${statusText}\r\n${lines}\r\n`, 'latin1');
}

/** Answers with our own words, and ends the socket. */
export function answerOwn(
  client: Duplex,
  { status, why, retryAfterS }: TapRefusal,
  clock: Clock,
  farewellMs: number,
): void {
  const body = Buffer.from(JSON.stringify({ error: why }));
  const headers = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'Content-Length', value: String(body.length) },
    { name: 'Cache-Control', value: 'no-store' },
    { name: 'X-Content-Type-Options', value: 'nosniff' },
    { name: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
    ...(retryAfterS === undefined ? [] : [{ name: 'Retry-After', value: String(retryAfterS) }]),
    { name: 'Connection', value: 'close' },
  ];
  if (client.writable)
    client.write(Buffer.concat([answerHead(status, STATUS_CODES[status] ?? 'Refused', headers), body]));
  farewell(client, clock, farewellMs);
}

/** Ends a socket behind what is still on its way to the peer; a peer that took it all and does not end is cut off. */
export function farewell(socket: Duplex, clock: Clock, ms: number): void {
  const cut = () => {
    const timer = clock.after(ms, () => socket.destroy());
    socket.once('close', () => clock.cancel(timer));
  };
  // What it still sends is nobody's: unread, it would turn our end into a reset that takes the answer along.
  socket.resume();
  if (socket.destroyed) return;
  if (socket.writableFinished) cut();
  else socket.end(cut);
}

/** Ends a connection as a reset; where the socket cannot (TLS), at once and without a word. */
export function reset(socket: Duplex & { resetAndDestroy?: () => unknown }): void {
  try {
    socket.resetAndDestroy?.();
  } catch {
    // Only plain TCP sockets can.
  }
  socket.destroy();
}
