/** The servers of this process: the sandbox, which is everybody's, and one user's recordings. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { InProcessServer } from '../../relay/node/transports.ts';
import { departureWords } from '../../sandbox/replay/departure.ts';
import type { ReplayServer } from '../../sandbox/replay/node/replay-server.ts';

export function inside(sandbox: InProcessServer, replay: ReplayServer): InProcessServer {
  const isReplay = (request: IncomingMessage) => request.url?.startsWith('/replay/') === true;
  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, note?: (says: string) => void) {
      if (!isReplay(request)) sandbox.upgrade(request, socket, head);
      else replay.upgrade(request, socket, head, (departure) => note?.(departureWords(departure)));
    },
    request(request: IncomingMessage, response: ServerResponse) {
      if (isReplay(request)) replay.request(request, response);
      else sandbox.request(request, response);
    },
  };
}
