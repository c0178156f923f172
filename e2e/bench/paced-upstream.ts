/** An upstream that sends a numbered frame every few milliseconds and remembers when, by this process's clock. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export type PacedUpstream = {
  port: number;
  /** When frame `i` of the last connection went out, in ms of this process. */
  sentAt: readonly number[];
  close(): Promise<void>;
};

/** `count` frames on each connection, whose text is their number from 0; then it is closed. */
export async function openPacedUpstream(everyMs: number, count: number): Promise<PacedUpstream> {
  const sentAt: number[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (ws) => {
    sentAt.length = 0;
    const timer = setInterval(() => {
      if (sentAt.length === count) return ws.close(1000);
      const text = String(sentAt.length);
      sentAt.push(performance.now());
      ws.send(text);
    }, everyMs);
    ws.on('close', () => clearInterval(timer));
    ws.on('error', () => {});
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sentAt,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
