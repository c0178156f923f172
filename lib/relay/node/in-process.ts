/** Reaches a server inside this process over stream pairs: real upgrade bytes, real answers, no port. */
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { streamPair } from '../../transport/node/stream-pair.ts';
import type { InProcessServer } from './transports.ts';

/** Opens a connection; `note` gets what the server says about it, to be a mark. */
export type InProcessDoor = (note: (says: string) => void) => Duplex;

export function openDoor(inner: InProcessServer): InProcessDoor {
  const notes = new WeakMap<Duplex, (says: string) => void>();
  // Never listens: it is handed the server's end of stream pairs as its connections.
  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) =>
    inner.request(request, response),
  );
  server.on('upgrade', (request, socket, head) => inner.upgrade(request, socket, head, notes.get(socket)));
  server.on('clientError', (_error, socket) => socket.destroy());
  return (note) => {
    const [near, far] = streamPair();
    notes.set(far, note);
    server.emit('connection', far);
    return near;
  };
}
