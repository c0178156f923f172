/** A server that passes everything on to another one and writes down what its clients sent. Loopback only: for tests. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';

export type ProxiedFrame = { opcode: 'text' | 'binary' | 'ping'; hex: string };
export type ProxiedSession = {
  url: string;
  headers: IncomingHttpHeaders;
  frames: ProxiedFrame[];
  /** Code and reason of the client's close; null while there was none. */
  closed: { code: number; reason: string } | null;
};
export type RecordingProxy = { base: string; sessions: ProxiedSession[]; close(): Promise<void> };

/** `target`: `ws://127.0.0.1:port`. */
export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const sessions: ProxiedSession[] = [];
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (client, { url = '/', headers }) => {
    const session: ProxiedSession = { url, headers, frames: [], closed: null };
    sessions.push(session);
    const { authorization, model } = headers;
    const own = {
      ...(authorization === undefined ? {} : { authorization }),
      ...(model === undefined ? {} : { model }),
    };
    const upstream = new WebSocket(target + url, { headers: own as Record<string, string>, perMessageDeflate: false });
    const early: (() => void)[] = [];
    const pass = (run: () => void) => (upstream.readyState === WebSocket.OPEN ? run() : early.push(run));
    upstream.on('open', () => {
      for (const run of early) run();
    });
    upstream.on('message', (data: Buffer, isBinary) => client.send(data, { binary: isBinary }));
    upstream.on('close', (code, reason) =>
      code === 1006 || code === 1005 ? client.close() : client.close(code, reason),
    );
    upstream.on('error', () => client.terminate());
    client.on('message', (data: Buffer, isBinary) => {
      session.frames.push({ opcode: isBinary ? 'binary' : 'text', hex: data.toString('hex') });
      pass(() => upstream.send(data, { binary: isBinary }));
    });
    client.on('ping', (data) => {
      session.frames.push({ opcode: 'ping', hex: data.toString('hex') });
    });
    client.on('close', (code, reason) => {
      session.closed = { code, reason: reason.toString() };
      upstream.close();
    });
    client.on('error', () => client.terminate());
  });
  await new Promise<void>((done) => {
    http.listen(0, '127.0.0.1', done);
  });
  return {
    base: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sessions,
    async close() {
      for (const client of server.clients) client.terminate();
      server.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
