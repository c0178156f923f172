/** A WebSocket server whose answers a test decides, frame by frame and write by write. For tests only. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { decode } from '@msgpack/msgpack';
import { WebSocketServer } from 'ws';
import type { EventValue } from '../../dialects/dialect.ts';
import { encodeFish } from '../../dialects/fish/codec.ts';
import { frame } from './raw-upstream.ts';

export type Talk = {
  /** Events of the client, decoded, in order; and its frames as they came. */
  events: Record<string, unknown>[];
  frames: Buffer[];
  /** Payloads of what was said to it. */
  said: Buffer[];
  /** Says all of these in one write to the socket. */
  say(...events: EventValue[]): void;
  /** A close frame. */
  close(code?: number, reason?: string): void;
};

export type ScriptedServer = { port: number; talks: Talk[]; close(): Promise<void> };

/** `heard`: called with each event of a client, after it was added to `talk.events`. */
export async function scriptedServer(heard: (event: string, talk: Talk) => void): Promise<ScriptedServer> {
  const talks: Talk[] = [];
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    const raw = socket as Socket;
    raw.setNoDelay(true);
    wss.handleUpgrade(request, socket, head, (ws) => {
      const talk: Talk = {
        events: [],
        frames: [],
        said: [],
        say(...events) {
          const payloads = events.map((event) => Buffer.from(encodeFish(event).bytes));
          talk.said.push(...payloads);
          raw.write(Buffer.concat(payloads.map((payload) => frame(2, payload))));
        },
        close: (code = 1000, reason = '') => ws.close(code, reason),
      };
      talks.push(talk);
      ws.on('error', () => {});
      ws.on('message', (data: Buffer) => {
        const event = decode(data) as Record<string, unknown>;
        talk.frames.push(data);
        talk.events.push(event);
        heard(String(event.event), talk);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    talks,
    async close() {
      for (const ws of wss.clients) ws.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
