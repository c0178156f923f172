/** An upstream that sends a numbered frame every few milliseconds and remembers when, by this process's clock. */
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export type PacedUpstream = {
  port: number;
  /** When frame `i` of the last connection went out, in ms of this process. */
  sentAt: readonly number[];
  close(): Promise<void>;
};

/**
 * `count` frames on each connection, whose text is their number from 0; then it is closed. Who comes to `/witness` gets the frames of the next
 * other connection at the same moments.
 */
export async function openPacedUpstream(everyMs: number, count: number): Promise<PacedUpstream> {
  const sentAt: number[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  const witnesses = new Set<WebSocket>();
  server.on('connection', (ws, { url }) => {
    ws.on('error', () => {});
    if (url === '/witness') {
      witnesses.add(ws);
      ws.on('close', () => witnesses.delete(ws));
      return;
    }
    sentAt.length = 0;
    const timer = setInterval(() => {
      if (sentAt.length === count) {
        for (const each of [ws, ...witnesses]) each.close(1000);
        return;
      }
      const text = String(sentAt.length);
      sentAt.push(performance.now());
      for (const each of [ws, ...witnesses]) each.send(text);
    }, everyMs);
    ws.on('close', () => clearInterval(timer));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sentAt,
    close: () => {
      // A round that failed leaves its witness behind, and who is still there is waited for.
      for (const ws of server.clients) ws.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
