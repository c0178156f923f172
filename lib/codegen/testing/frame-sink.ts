/** A server that takes frames until there are as many as wanted, says nothing, and closes: for tests. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export type Sunk = { url: string; authorization: string; model: string; frames: string[] };
export type FrameSink = { base: string; sessions: Sunk[]; close(): Promise<void> };

/** Frames are `t` or `b` and their bytes in hex. A connection is closed by its `n`th frame, which its path ends with: `/n7/...`. */
export async function frameSink(): Promise<FrameSink> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  const sessions: Sunk[] = [];
  server.on('connection', (client, { url = '', headers }) => {
    const wanted = Number(/^\/n(\d+)\//.exec(url)?.[1]);
    const session: Sunk = {
      url: url.replace(/^\/n\d+/, ''),
      authorization: headers.authorization ?? '',
      model: String(headers.model ?? ''),
      frames: [],
    };
    sessions.push(session);
    client.on('message', (data: Buffer, isBinary) => {
      session.frames.push(`${isBinary ? 'b' : 't'}${data.toString('hex')}`);
      if (session.frames.length === wanted) client.close(1000);
    });
  });
  await new Promise<void>((done) => server.once('listening', () => done()));
  return {
    base: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
